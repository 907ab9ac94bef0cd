import smpp, { type PDU, type PduFields, type Session } from 'smpp'
import type { Clock } from '../../clock.ts'
import type { SmppPlan } from '../config/delivery-plan.ts'
import { SmppError, statusName } from './smpp-error.ts'

/** What a link tells its owner. */
export interface SmppLinkHooks {
  /** A message from the network: a delivery receipt, or something a person sent. */
  readonly onDeliver: (pdu: PDU) => void
  /** The link was bound, or ended, or could not be made. */
  readonly onState: (state: 'bound' | 'lost', explanation: string | undefined) => void
}

/**
 * A bound connection to a message centre that is kept up: it is checked when nothing was heard for a while, and made anew
 * with growing pauses when it breaks.
 *
 * - `connecting`: a connection is being made and bound; messages wait.
 * - `bound`: messages go out, so many at a time as the window allows.
 * - `waiting`: the last try failed; messages are refused at once until the next, so that they can go another way.
 * - `closed`: for good.
 *
 * @see SMPP 3.4 §2.2 and §2.7
 */
export class SmppLink {
  readonly #plan: SmppPlan
  readonly #clock: Clock
  readonly #hooks: SmppLinkHooks
  #state: 'connecting' | 'bound' | 'waiting' | 'closed' = 'connecting'
  #session: Session | undefined
  #failure = 'the message centre was not reached yet'
  #failures = 0
  #heardAtMs: number
  /** PDUs received. */
  #heard = 0
  #timer: { cancel(): void } | undefined
  readonly #unanswered = new Set<(error: SmppError) => void>()
  #waiting: (() => void)[] = []

  constructor(plan: SmppPlan, clock: Clock, hooks: SmppLinkHooks) {
    this.#plan = plan
    this.#clock = clock
    this.#hooks = hooks
    this.#heardAtMs = clock.now()
    this.#connect()
  }

  /**
   * Hands one `submit_sm` over.
   *
   * @returns the `message_id` that the message centre gave it
   * @throws {SmppError} `NOT_CONNECTED`, `REFUSED`; `CONNECTION_LOST` when the answer will never come
   * @throws `signal.reason` when the signal aborts first
   */
  async submit(fields: PduFields, signal: AbortSignal): Promise<string> {
    while (this.#state === 'connecting' || (this.#state === 'bound' && this.#unanswered.size >= this.#plan.windowMax)) {
      await this.#change(signal)
    }
    signal.throwIfAborted()
    if (this.#state !== 'bound' || this.#session === undefined) throw new SmppError('NOT_CONNECTED', this.#failure)
    const answer = await this.#ask(this.#session, fields, signal)
    if (answer.command_status !== 0) {
      const { command_status: status } = answer
      throw new SmppError('REFUSED', `the message centre answered ${statusName(status)}`, status)
    }
    return answer.message_id ?? ''
  }

  /** Ends the link: unbinds when there is time for it, refuses what waits. */
  close(): void {
    const session = this.#session
    const wasBound = this.#state === 'bound'
    this.#end('closed', 'the link was closed')
    if (session === undefined) return
    if (wasBound) session.unbind()
    session.close()
    // A message centre that does not close its side is not waited for.
    this.#clock.schedule(this.#clock.now() + closeGraceMs, () => session.destroy())
  }

  #connect(): void {
    const { host, port, tls } = this.#plan
    this.#state = 'connecting'
    const session = smpp.connect({ host, port, ...(tls ? { tls, servername: host } : {}) })
    this.#session = session
    const mine = (act: () => void) => () => {
      if (this.#session === session) act()
    }
    session.on(
      tls ? 'secureConnect' : 'connect',
      mine(() => this.#bind(session)),
    )
    session.on('pdu', (pdu: PDU) => {
      if (this.#session === session) this.#receive(session, pdu)
    })
    // A PDU that cannot be read leaves the package's reader at a standstill: the connection is of no more use.
    session.on('error', (error: Error) => {
      if (this.#session === session) this.#lose(codeOf(error))
      session.destroy()
    })
    session.on(
      'close',
      mine(() => this.#lose('the message centre closed the connection')),
    )
    this.#wakeIn(answerTimeoutMs, () => this.#lose(`no connection within ${answerTimeoutMs} ms`))
  }

  #bind(session: Session): void {
    const { systemId: system_id, password, systemType: system_type, bind } = this.#plan
    const fields = { system_id, password: password.reveal(), system_type, interface_version: 0x34 }
    const answered = (answer: PDU): void => {
      if (this.#session !== session) return
      if (answer.command_status === 0) this.#bound()
      else this.#lose(`the bind was refused: ${statusName(answer.command_status)}`)
    }
    if (bind === 'transmitter') session.bind_transmitter(fields, answered)
    else session.bind_transceiver(fields, answered)
  }

  #bound(): void {
    this.#state = 'bound'
    this.#failures = 0
    this.#heardAtMs = this.#clock.now()
    this.#watch()
    this.#hooks.onState('bound', undefined)
    this.#wakeAll()
  }

  /** Checks the connection whenever nothing was heard for a while. SMPP 3.4 §4.11. */
  #watch(): void {
    const dueAtMs = this.#heardAtMs + this.#plan.enquireLinkSeconds * 1000
    if (this.#clock.now() < dueAtMs) {
      this.#wakeIn(dueAtMs - this.#clock.now(), () => this.#watch())
      return
    }
    const heard = this.#heard
    this.#session?.enquire_link()
    this.#wakeIn(answerTimeoutMs, () => {
      if (this.#heard > heard) this.#watch()
      else this.#lose('the message centre fell silent')
    })
  }

  #receive(session: Session, pdu: PDU): void {
    this.#heardAtMs = this.#clock.now()
    this.#heard++
    if (pdu.isResponse()) return
    session.send(pdu.response())
    if (pdu.command === 'deliver_sm' || pdu.command === 'data_sm') this.#hooks.onDeliver(pdu)
    else if (pdu.command === 'unbind') this.#lose('the message centre ended the session')
  }

  #ask(session: Session, fields: PduFields, signal: AbortSignal): Promise<PDU> {
    const { promise, resolve, reject } = Promise.withResolvers<PDU>()
    const leave = (): void => {
      this.#unanswered.delete(fail)
      signal.removeEventListener('abort', abort)
      this.#wakeAll()
    }
    const fail = (error: SmppError): void => {
      leave()
      reject(error)
    }
    const abort = (): void => {
      leave()
      reject(signal.reason)
    }
    this.#unanswered.add(fail)
    signal.addEventListener('abort', abort, { once: true })
    const sent = session.submit_sm(fields, answer => {
      leave()
      resolve(answer)
    })
    if (!sent) fail(new SmppError('NOT_CONNECTED', 'the connection is being closed'))
    return promise
  }

  #lose(explanation: string): void {
    if (this.#state === 'closed') return
    const session = this.#session
    this.#end('waiting', explanation)
    session?.destroy()
    const pauseMs = Math.min(pauseFirstMs * 2 ** this.#failures++, pauseMaxMs)
    this.#wakeIn(pauseMs, () => this.#connect())
    this.#hooks.onState('lost', explanation)
  }

  #end(state: 'waiting' | 'closed', explanation: string): void {
    this.#state = state
    this.#failure = explanation
    this.#session = undefined
    this.#timer?.cancel()
    const error = new SmppError('CONNECTION_LOST', explanation)
    for (const fail of [...this.#unanswered]) fail(error)
    this.#wakeAll()
  }

  #wakeIn(ms: number, task: () => void): void {
    this.#timer?.cancel()
    this.#timer = this.#clock.schedule(this.#clock.now() + ms, task)
  }

  /** Resolves when something about the link has changed. */
  #change(signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    signal.throwIfAborted()
    const abort = (): void => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    this.#waiting.push(() => {
      signal.removeEventListener('abort', abort)
      resolve()
    })
    return promise
  }

  #wakeAll(): void {
    for (const wake of this.#waiting.splice(0)) wake()
  }
}

/** Milliseconds for connecting and binding together, and for the answer to a check. */
const answerTimeoutMs = 10_000
const pauseFirstMs = 1_000
const pauseMaxMs = 60_000
const closeGraceMs = 500

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message
}
