/** What to do about errors of calls between people, calls of groups, and secret chats. */
export const callRemedies: Readonly<Record<string, string>> = {
  CALL_ALREADY_ACCEPTED: 'Nothing to do: the call was accepted before, perhaps on another device.',
  CALL_ALREADY_DECLINED: 'Nothing to do: the call was declined before.',
  CALL_OCCUPY_FAILED: 'Wait until the other call has ended.',
  CALL_PROTOCOL_COMPAT_LAYER_INVALID: 'The other side must update its app first.',
  ENCRYPTION_ALREADY_ACCEPTED: 'Nothing to do: the secret chat was accepted before, perhaps on another device.',
  ENCRYPTION_ALREADY_DECLINED: 'Nothing to do: the secret chat was declined before.',
  ENCRYPTION_DECLINED: 'Begin a new secret chat: the other side declined this one.',
  GROUPCALL_ALREADY_DISCARDED: 'Nothing to do: the call has ended.',
  GROUPCALL_ALREADY_STARTED: 'Join the call: it has begun.',
  GROUPCALL_FORBIDDEN: 'Nothing to do: the call has ended, or is not open to this account.',
  GROUPCALL_SSRC_DUPLICATE_MUCH: 'Join again with another `ssrc`.',
  INVITE_FORBIDDEN_WITH_JOINAS: 'Join as yourself, not as a channel, to invite others.',
  PARTICIPANT_JOIN_MISSING: 'Join the call first.',
  PARTICIPANT_VERSION_OUTDATED: 'The other side must update its app first.',
}
