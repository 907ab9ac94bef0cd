import type { Login } from '../login.ts'
import type { QrState } from '../login-state.ts'
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
    readonly onShown: (state: QrState) => void
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
      if (state.at !== 'qr') return
      options.onShown(state)
      void show(state)
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
