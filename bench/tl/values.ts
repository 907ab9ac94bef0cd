/**
 * Values as a client meets them, in the newest layer: made from a fixed seed, so that every run measures the same
 * bytes. Names, texts and numbers are invented.
 */

/** A value of the schema, as the codec takes it. */
export type Value = { readonly _: string; readonly [field: string]: unknown }

/** The answer of auth.sendCode: 44 bytes. */
export function sentCode(): Value {
  return {
    _: 'auth.sentCode',
    type: { _: 'auth.sentCodeTypeApp', length: 5 },
    phone_code_hash: '4e5d7a1c09b3f2e8',
    next_type: { _: 'auth.codeTypeSms' },
    timeout: 60,
  }
}

/** The answer of messages.getDialogs: 100 dialogs with their last messages, chats and users, about 45 kB. */
export function dialogs(): Value {
  const random = generator(0x0d1a1065)
  const peers = Array.from({ length: 100 }, (_, at) => (at % 4 === 3 ? channelPeer(at) : userPeer(at)))
  return {
    _: 'messages.dialogs',
    dialogs: peers.map((peer, at) => dialog(random, peer, at)),
    messages: peers.map((peer, at) => message(random, peer, at)),
    chats: Array.from({ length: 50 }, (_, at) => channel(random, at)),
    users: Array.from({ length: 50 }, (_, at) => user(random, at)),
  }
}

/** Updates with 100 new messages, about 29 kB. */
export function updates(): Value {
  const random = generator(0x74ae4240)
  return {
    _: 'updates',
    updates: Array.from({ length: 100 }, (_, at) => ({
      _: 'updateNewMessage',
      message: message(random, userPeer(at % 20), at),
      pts: 100_000 + at,
      pts_count: 1,
    })),
    users: Array.from({ length: 20 }, (_, at) => user(random, at)),
    chats: [],
    date: 1_760_000_000,
    seq: 0,
  }
}

type Random = (below: number) => number

/** Numbers from 0 up to a bound, from a linear congruence: enough to vary sizes, the same in every run. */
function generator(seed: number): Random {
  let state = seed >>> 0
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

function dialog(random: Random, peer: Value, at: number): Value {
  return {
    _: 'dialog',
    pinned: at < 3 ? true : undefined,
    peer,
    top_message: 50_000 + at,
    read_inbox_max_id: 50_000 + at - random(5),
    read_outbox_max_id: 50_000 + at,
    unread_count: random(5),
    unread_mentions_count: 0,
    unread_reactions_count: 0,
    unread_poll_votes_count: 0,
    notify_settings: {
      _: 'peerNotifySettings',
      show_previews: true,
      silent: random(3) === 0 ? true : undefined,
      mute_until: random(3) === 0 ? 2_147_483_647 : undefined,
    },
    pts: peer['_'] === 'peerChannel' ? 1_000 + random(100_000) : undefined,
  }
}

function message(random: Random, peer: Value, at: number): Value {
  const text = words(random, 11 + random(32))
  return {
    _: 'message',
    out: random(3) === 0 ? true : undefined,
    id: 50_000 + at,
    from_id: userPeer(random(50)),
    peer_id: peer,
    reply_to: random(4) === 0 ? { _: 'messageReplyHeader', reply_to_msg_id: 49_000 + at } : undefined,
    date: 1_760_000_000 + at * 61,
    message: text,
    media: random(5) === 0 ? photo(random) : undefined,
    entities:
      random(3) === 0
        ? [
            { _: 'messageEntityBold', offset: 0, length: 4 },
            { _: 'messageEntityUrl', offset: 5, length: Math.max(1, text.length - 5) },
          ]
        : undefined,
    views: peer['_'] === 'peerChannel' ? random(10_000) : undefined,
    forwards: peer['_'] === 'peerChannel' ? random(100) : undefined,
    edit_date: random(6) === 0 ? 1_760_000_100 + at * 61 : undefined,
  }
}

function photo(random: Random): Value {
  return {
    _: 'messageMediaPhoto',
    photo: {
      _: 'photo',
      id: long(random),
      access_hash: long(random),
      file_reference: bytes(random, 25),
      date: 1_760_000_000,
      sizes: [
        { _: 'photoStrippedSize', type: 'i', bytes: bytes(random, 40) },
        { _: 'photoSize', type: 'm', w: 320, h: 240, size: 15_000 + random(9_000) },
        { _: 'photoSize', type: 'x', w: 800, h: 600, size: 65_000 + random(30_000) },
      ],
      dc_id: 2,
    },
  }
}

function user(random: Random, at: number): Value {
  return {
    _: 'user',
    contact: random(2) === 0 ? true : undefined,
    id: userId(at),
    access_hash: long(random),
    first_name: word(random),
    last_name: random(3) > 0 ? word(random) : undefined,
    username: random(2) === 0 ? `${word(random)}_${at}` : undefined,
    phone: random(2) === 0 ? `99966${1_000_000 + at}` : undefined,
    photo: { _: 'userProfilePhoto', photo_id: long(random), stripped_thumb: bytes(random, 30), dc_id: 2 },
    status:
      random(2) === 0
        ? { _: 'userStatusOnline', expires: 1_760_000_300 }
        : { _: 'userStatusRecently', by_me: undefined },
  }
}

function channel(random: Random, at: number): Value {
  return {
    _: 'channel',
    broadcast: at % 2 === 0 ? true : undefined,
    megagroup: at % 2 === 1 ? true : undefined,
    id: channelId(at),
    access_hash: long(random),
    title: words(random, 2 + random(3)),
    username: random(2) === 0 ? `${word(random)}${at}` : undefined,
    photo: { _: 'chatPhoto', photo_id: long(random), stripped_thumb: bytes(random, 30), dc_id: 4 },
    date: 1_700_000_000 + random(60_000_000),
    default_banned_rights: { _: 'chatBannedRights', send_media: true, until_date: 2_147_483_647 },
    participants_count: random(100_000),
  }
}

function userPeer(at: number): Value {
  return { _: 'peerUser', user_id: userId(at) }
}

function channelPeer(at: number): Value {
  return { _: 'peerChannel', channel_id: channelId(at) }
}

function userId(at: number): bigint {
  return 5_000_000_000n + BigInt(at) * 7_919n
}

function channelId(at: number): bigint {
  return 1_500_000_000n + BigInt(at) * 104_729n
}

function long(random: Random): bigint {
  return BigInt.asIntN(64, (BigInt(random(2 ** 32)) << 32n) | BigInt(random(2 ** 32)))
}

function bytes(random: Random, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => random(256))
}

/** Mostly ASCII, as chats are, with some words and signs outside it. */
const vocabulary = [
  'hello',
  'see',
  'you',
  'tomorrow',
  'at',
  'the',
  'station',
  'photo',
  'from',
  'yesterday',
  'thanks',
  'great',
  'idea',
  'meeting',
  'moved',
  'to',
  'friday',
  'please',
  'bring',
  'your',
  'documents',
  'café',
  'привет',
  'naïve',
  '🙂',
  'ok',
] as const

function word(random: Random): string {
  return vocabulary[random(vocabulary.length)] as string
}

function words(random: Random, count: number): string {
  return Array.from({ length: count }, () => word(random)).join(' ')
}
