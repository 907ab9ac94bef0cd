import type { ServerSession } from '@chappe/mtproto'
import type { Update, updateShort } from '@chappe/schema/api'
import { codecForLayer } from '@chappe/schema/layers'
import { isTlEncodeError, TlWriter } from '@chappe/tl/runtime'
import type { Clock } from '../clock.ts'
import { loginCodeText, type TextSettings } from '../delivery/texts/compose-text.ts'
import { deletionText } from '../delivery/texts/deletion-text.ts'
import { loginEmailResetText } from '../delivery/texts/login-email-reset-text.ts'
import { newLoginText } from '../delivery/texts/new-login-text.ts'
import { passwordResetText } from '../delivery/texts/password-reset-text.ts'
import { refusalText } from '../delivery/texts/refusal-texts.ts'
import type { SessionRepository } from '../domain/repositories.ts'
import type { Devices, News } from '../domain/sessions/devices.ts'
import type { Log } from '../log.ts'
import { sentCodeToTl } from '../methods/auth/sent-code.ts'

/** What the programs behind keys are reached through. */
export interface SessionDevicesOptions {
  /** A permanent key and the temporary ones bound to it. */
  readonly keysOf: (key_id: bigint) => readonly bigint[]
  /** The MTProto sessions of one key. */
  readonly sessionsOf: (auth_key_id: bigint) => readonly ServerSession[]
  readonly sessions: SessionRepository
  readonly texts: TextSettings
  readonly clock: Clock
  readonly log: Log
}

/**
 * Sends updates to the sessions of a key, each as an `updateShort` of its own: the one form that programs read before
 * they are logged in. Encoded for the layer that the key announced; what a layer has no word for is left out.
 *
 * @see {@link https://core.telegram.org/api/updates}
 */
export class SessionDevices implements Devices {
  readonly #options: SessionDevicesOptions
  /** Sessions whose last call came in `invokeWithoutUpdates`. */
  readonly #deaf: WeakSet<object> = new WeakSet()

  constructor(options: SessionDevicesOptions) {
    this.#options = options
  }

  /** Notes whether a session wants updates: what its latest call says holds. */
  note(session: object, wantsUpdates: boolean): void {
    if (wantsUpdates) this.#deaf.delete(session)
    else this.#deaf.add(session)
  }

  async tell(key_id: bigint, news: News): Promise<void> {
    try {
      const known = await this.#options.sessions.find(key_id)
      if (known?.client === undefined) return
      // Whoever is not logged in, or no longer, is told nothing about an account.
      if (!isForNobody(news) && known.authorization?.password_pending !== false) return
      const sessions = this.#sessionsOf(key_id).filter(session => !this.#deaf.has(session))
      if (sessions.length === 0) return
      const { layer, lang_code } = known.client
      for (const update of updatesOf(news, lang_code, this.#options.texts)) this.#send(sessions, update, layer)
    } catch (error) {
      this.#options.log.error('update.failed', { news: news.kind, error: error instanceof Error ? error.name : '' })
    }
  }

  hangUp(key_id: bigint): void {
    for (const session of this.#sessionsOf(key_id)) session.disconnect(this.#options.clock.now())
  }

  #sessionsOf(key_id: bigint): ServerSession[] {
    return this.#options.keysOf(key_id).flatMap(id => this.#options.sessionsOf(id))
  }

  #send(sessions: readonly ServerSession[], update: Update, layer: number): void {
    const now = this.#options.clock.now()
    const writer = new TlWriter()
    try {
      const short: updateShort = { _: 'updateShort', update, date: Math.floor(now / 1000) }
      codecForLayer(layer).encode(writer, short)
    } catch (error) {
      if (!isTlEncodeError(error)) throw error
      return
    }
    const body = writer.finish()
    for (const session of sessions) session.sendUpdate(now, body)
  }
}

function isForNobody({ kind }: News): boolean {
  return kind === 'loginTokenAccepted' || kind === 'sentPhoneCode' || kind === 'refused'
}

function updatesOf(news: News, lang_code: string, texts: TextSettings): Update[] {
  switch (news.kind) {
    case 'loginTokenAccepted':
      return [{ _: 'updateLoginToken' }]
    case 'sentPhoneCode':
      return [{ _: 'updateSentPhoneCode', sent_code: sentCodeToTl(news.sent) }]
    case 'refused':
      return [
        {
          _: 'updateServiceNotification',
          popup: true,
          type: news.name,
          message: refusalText(news.name, lang_code, texts),
          media: { _: 'messageMediaEmpty' },
          entities: [],
        },
      ]
    case 'loginConfirmed':
      return [{ _: 'updateNewAuthorization', hash: news.hash }]
    case 'passwordResetRequested': {
      const date = Math.floor(news.atMs / 1000)
      return [
        {
          _: 'updateServiceNotification',
          inbox_date: date,
          type: `password_reset_${date}`,
          message: passwordResetText(news.untilMs, lang_code, texts),
          media: { _: 'messageMediaEmpty' },
          entities: [],
        },
      ]
    }
    case 'loginEmailResetRequested': {
      const date = Math.floor(news.atMs / 1000)
      return [
        {
          _: 'updateServiceNotification',
          inbox_date: date,
          type: `login_email_reset_${date}`,
          message: loginEmailResetText(news.untilMs, lang_code, texts),
          media: { _: 'messageMediaEmpty' },
          entities: [],
        },
      ]
    }
    case 'phoneChanged':
      return [{ _: 'updateUserPhone', user_id: news.user_id, phone: news.phone_number }]
    case 'deletionRequested': {
      const date = Math.floor(news.atMs / 1000)
      const { message, link } = deletionText(news, lang_code, texts)
      return [
        {
          _: 'updateServiceNotification',
          inbox_date: date,
          // Programs show a second one of the same type and date no more.
          type: `auth_deletion_${date}`,
          message,
          media: { _: 'messageMediaEmpty' },
          entities: [{ _: 'messageEntityUrl', offset: message.indexOf(link), length: link.length }],
        },
      ]
    }
    case 'loginCode': {
      const date = Math.floor(news.atMs / 1000)
      return [
        {
          _: 'updateServiceNotification',
          inbox_date: date,
          // Programs show a second one of the same type and date no more.
          type: `auth_code_${news.id}_${date}`,
          message: loginCodeText(news.code, lang_code, texts),
          media: { _: 'messageMediaEmpty' },
          entities: [],
        },
      ]
    }
    case 'newLogin': {
      const { hash, unconfirmed, device, location } = news
      const date = Math.floor(news.atMs / 1000)
      return [
        { _: 'updateNewAuthorization', hash, ...(unconfirmed && { unconfirmed, date, device, location }) },
        {
          _: 'updateServiceNotification',
          inbox_date: date,
          // Programs drop a second one of the same type and date.
          type: `auth${hash}_${date}`,
          message: newLoginText(news, lang_code, texts),
          media: { _: 'messageMediaEmpty' },
          entities: [],
        },
      ]
    }
  }
}
