import { lookUp } from './look-up.ts'
import type { FieldEntry, ParameterNote } from './model.ts'

/** How parameters work whose names alone do not say it. */
export function parameterNotes(parameters: readonly FieldEntry[]): ParameterNote[] {
  const notes: ParameterNote[] = []
  for (const { name, type } of parameters) {
    const text = lookUp(notesByName, name)
    if (text !== undefined && fits(name, type.name)) notes.push({ parameter: name, text })
  }
  return notes
}

// `message` is a text in some methods and a message in others.
function fits(name: string, type: string): boolean {
  return name === 'message' ? type === 'string' : true
}

const notesByName: Readonly<Record<string, string>> = {
  reply_markup:
    'A keyboard is an object: {@link replyInlineMarkup} under the message, {@link replyKeyboardMarkup} in the place of the ' +
    'keyboard of the device, {@link replyKeyboardHide} and {@link replyKeyboardForceReply} to steer the latter. Rows are ' +
    '{@link keyboardButtonRow}. Only bots may send keyboards, except with inline results.',
  entities:
    'The API has no `parse_mode`: formatting is a list of {@link MessageEntity}, each with `offset` and `length` in UTF-16 ' +
    'code units, which is how JavaScript counts: `text.length` and `text.indexOf` fit as they are. Markdown and HTML are turned into ' +
    'entities by the sender; nothing is parsed by the server.',
  message:
    'At most `message_length_max` characters of {@link config} (4096 as a rule; captions `caption_length_limit`). A longer text is refused with ' +
    '`MESSAGE_TOO_LONG`, not split: send it in parts, cut between words, with entities shifted by the length of the parts before.',
  random_id:
    'A number of your own choice that no other message of the account has. Take 64 random bits; repeated with the same number ' +
    'the call sends nothing again and answers `RANDOM_ID_DUPLICATE`.',
  access_hash: 'Valid only for the account that received it; never take one from another session.',
  file_reference: 'Ages: when it answers `FILE_REFERENCE_EXPIRED`, fetch the object that holds the file again.',
}
