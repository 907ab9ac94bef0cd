import type { Login } from '../login.ts'
import type { LoginState, QrState } from '../login-state.ts'
import type { LoginAnswers, LoginQuestion } from './login-answers.ts'
import { isMove } from './make-move.ts'

/**
 * Shows one QR code after the other until one was scanned, or whoever shows them wants another way in.
 *
 * @throws what `qr` throws; the signal's reason; the error that ended the login
 */
export async function showQr(
  login: Login,
  qr: NonNullable<LoginAnswers['qr']>,
  options: {
    readonly signal: AbortSignal | undefined
    readonly question: (state: QrState, signal: AbortSignal) => LoginQuestion<QrState>
    readonly onState: (state: LoginState) => void
  },
): Promise<void> {
  const stop = new AbortController()
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal
  const left = Promise.withResolvers<void>()
  const show = async (state: QrState): Promise<void> => {
    try {
      const answer: unknown = await qr(options.question(state, signal))
      if (isMove(answer)) left.resolve()
    } catch (error) {
      left.reject(error)
    }
  }
  const untilScanned = async (): Promise<void> => {
    for await (const state of login.qr({ signal })) {
      options.onState(state)
      // Others say that the server fails, and are followed by one more code; or they are the end.
      if (state.at === 'qr') void show(state)
    }
  }
  const scanned = untilScanned()
  // Whoever shows a code may fail when nobody looks any more.
  left.promise.catch(() => undefined)
  try {
    await Promise.race([scanned, left.promise])
  } finally {
    stop.abort()
    // Nothing may be under way when the next step begins; what it ended with has been said.
    await scanned.catch(() => undefined)
  }
}
