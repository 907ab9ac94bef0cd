/** The `Bool` fields whose example is not simply `true`. */
export const bools: Readonly<Record<string, boolean>> = {
  app_sandbox: false,
  offline: false,
  unsave: false,
  unfave: false,
  unpin: false,
  revoke: false,
  for_me: false,
  pending_suggestion: false,
  'messages.installStickerSet.archived': false,
}
