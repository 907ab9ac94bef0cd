/** What to do about errors of bots and of business accounts. */
export const botRemedies: Readonly<Record<string, string>> = {
  BOT_ACCESS_FORBIDDEN: 'Ask the owner of the account to give the business bot this right.',
  BOT_ALREADY_DISABLED: 'Nothing to do: the bot was switched off here before.',
  BOT_BUSINESS_MISSING: 'Name a bot with business mode switched on.',
  BOT_CHANNELS_NA: 'Use another account: bots are not available in channels for this.',
  BOT_MISSING: 'Call it as a bot, or let @stickers do it.',
  BOT_NOT_CONNECTED_YET: 'The user must connect the business bot first.',
  BOT_ONESIDE_NOT_AVAIL: 'Delete for both sides: bots cannot delete only for themselves.',
  BUSINESS_ADDRESS_ACTIVE: 'Remove the address of the business first: it takes the place of what is set here.',
  BUSINESS_CONNECTION_INVALID:
    'Take the connection from {@link updateBotBusinessConnect}, and send the call to the data center that it names.',
  BUSINESS_CONNECTION_NOT_ALLOWED:
    'Wrap only methods that are open to business bots, from a bot with business mode switched on.',
  BUSINESS_PEER_USAGE_MISSING: 'Wait until that user writes: a business connection answers, and does not begin.',
  CHATLINKS_TOO_MUCH: 'Delete some of the business chat links first.',
  SELF_DELETE_RESTRICTED: 'Set `revoke`: business bots delete for both sides.',
  USER_PERMISSION_DENIED: 'Ask the user for the permission first.',
}
