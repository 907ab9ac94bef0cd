// What stands in for what when an older layer lacks it. Declared by hand; which rule applies in which layer follows from
// the schemas (downgrade.ts). The rule of core.telegram.org/api/layers: a client gets only constructors of its layer.

/** A value of the newest layer, its fields by name. */
export type Fields = Readonly<Record<string, unknown>>

/** What to put in the place of a constructor. */
interface Substitute {
  /** The constructor that older layers have. */
  readonly to: string
  /** Fields of it, computed from those of the value replaced; the rest is absent. */
  readonly fields?: (value: Fields) => Fields
}

/** Leave the item out of its vector; anywhere else there is nothing to put in its place. */
export const omit: unique symbol = Symbol('omit')

/** Take the value of this field instead of the constructor around it. */
interface Unwrap {
  readonly unwrap: string
}

export type Rule = Substitute | Unwrap | typeof omit

/** For single constructors; these come before the rules for their type. */
export const constructorRules: Readonly<Record<string, Rule>> = {
  'auth.sentCodeTypeSmsWord': { to: 'auth.sentCodeTypeSms', fields: () => ({ length: usualCodeLength }) },
  'auth.sentCodeTypeSmsPhrase': { to: 'auth.sentCodeTypeSms', fields: () => ({ length: usualCodeLength }) },
  'auth.sentCodeTypeFirebaseSms': { to: 'auth.sentCodeTypeSms', fields: value => ({ length: value.length }) },
  'auth.sentCodeTypeFragmentSms': { to: 'auth.sentCodeTypeSms', fields: value => ({ length: value.length }) },
  emojiStatusCollectible: {
    to: 'emojiStatus',
    fields: value => ({ document_id: value.document_id, until: value.until }),
  },
  peerColorCollectible: {
    to: 'peerColor',
    fields: value => ({ background_emoji_id: value.background_emoji_id }),
  },
  emojiGroupGreeting: { to: 'emojiGroup', fields: value => value },
  emojiGroupPremium: omit,
  keyboardButtonCopy: { to: 'keyboardButton', fields: value => ({ text: value.text }) },
  reactionPaid: { to: 'reactionEmpty' },
  textMath: { to: 'textPlain', fields: value => ({ text: value.source }) },
  textCustomEmoji: { to: 'textPlain', fields: value => ({ text: value.alt }) },
  phoneCallDiscardReasonMigrateConferenceCall: { to: 'phoneCallDiscardReasonHangup' },
}

/** For every constructor of a type that a layer lacks. */
export const typeRules: Readonly<Record<string, Rule>> = {
  MessageMedia: { to: 'messageMediaUnsupported' },
  MessageAction: { to: 'messageActionEmpty' },
  MessageEntity: {
    to: 'messageEntityUnknown',
    fields: value => ({ offset: value.offset, length: value.length }),
  },
  PageBlock: { to: 'pageBlockUnsupported' },
  // All but the two above are marks around an inner text.
  RichText: { unwrap: 'text' },
  SendMessageAction: { to: 'sendMessageTypingAction' },
  StarsTransactionPeer: { to: 'starsTransactionPeerUnsupported' },
  MediaArea: omit,
  PrepaidGiveaway: omit,
  PrivacyKey: omit,
  PrivacyRule: omit,
  SavedDialog: omit,
  StoryView: omit,
  WebPageAttribute: omit,
}

/** How a field is said in an older type: `older type < newer type`. */
export const conversions: Readonly<Record<string, (value: unknown) => unknown>> = {
  'string < TextWithEntities': value => field(value, 'text'),
  'long < StarsAmount': value => field(value, 'amount'),
  'long < Peer': peerId,
  'int < RecentStory': value => field(value, 'max_id'),
  'Bool < PaidReactionPrivacy': value => field(value, '_') !== 'paidReactionPrivacyDefault',
  'MessageExtendedMedia < Vector<MessageExtendedMedia>': value => (Array.isArray(value) ? value[0] : undefined),
}

/**
 * Fields that older layers demand and newer ones say in other fields: `constructor.field`, with `:type` behind it where
 * the older layers differ among themselves.
 */
export const formerFields: Readonly<Record<string, (value: Fields) => unknown>> = {
  'messageActionGiftCode.months': monthsOfDays,
  'messageActionGiftPremium.months': monthsOfDays,
  'payments.checkedGiftCode.months': monthsOfDays,
  'messageActionSetChatTheme.emoticon': value => field(value.theme, 'emoticon') ?? '',
  'messageActionRequestedPeer.peer': value => (Array.isArray(value.peers) ? value.peers[0] : undefined),
  'messageReplyStoryHeader.user_id': value => peerId(value.peer),
  'starGiftAttributeModel.rarity_permille': value => field(value.rarity, 'permille') ?? 0,
  'starGiftAttributePattern.rarity_permille': value => field(value.rarity, 'permille') ?? 0,
  'starGiftAttributeBackdrop.rarity_permille': value => field(value.rarity, 'permille') ?? 0,
  'starsTransaction.stars:long': value => field(value.amount, 'amount'),
  'starsTransaction.stars:StarsAmount': value => value.amount,
  'updateGroupCall.chat_id': value => peerId(value.peer),
}

/** Answers whose type changed: `method < type of the newest answer`. */
export const formerResults: Readonly<Record<string, (answer: Fields) => unknown>> = {
  'channels.inviteToChannel < messages.InvitedUsers': answer => answer.updates,
  'messages.addChatUser < messages.InvitedUsers': answer => answer.updates,
  'messages.createChat < messages.InvitedUsers': answer => answer.updates,
  'channels.joinChannel < messages.ChatInviteJoinResult': answer => answer.updates,
  'messages.importChatInvite < messages.ChatInviteJoinResult': answer => answer.updates,
  'messages.getDialogFilters < messages.DialogFilters': answer => answer.filters,
  'messages.getWebPagePreview < messages.WebPagePreview': answer => answer.media,
  'messages.report < ReportResult': answer => answer._ === 'reportResultReported',
  'stories.report < ReportResult': answer => answer._ === 'reportResultReported',
  'messages.requestAppWebView < WebViewResult': answer => ({ _: 'appWebViewResultUrl', url: answer.url }),
  'messages.requestSimpleWebView < WebViewResult': answer => ({ _: 'simpleWebViewResultUrl', url: answer.url }),
  'phone.sendGroupCallMessage < Updates': () => true,
  'stories.canSendStory < stories.CanSendStoryCount': answer => Number(answer.count_remains) > 0,
  'stories.getPeerMaxIDs < Vector<RecentStory>': answers =>
    Array.isArray(answers) ? answers.map(answer => field(answer, 'max_id') ?? 0) : [],
}

/** Digits of a login code where the word or phrase that replaced it has no length (core.telegram.org/api/auth). */
const usualCodeLength = 5

const daysPerMonth = 30

function monthsOfDays(value: Fields): number {
  return Math.max(1, Math.round(Number(value.days) / daysPerMonth))
}

function peerId(peer: unknown): unknown {
  return field(peer, 'user_id') ?? field(peer, 'chat_id') ?? field(peer, 'channel_id')
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
