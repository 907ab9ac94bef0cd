import { readVerificationKeys } from '../integrity/read-verification-keys.ts'
import { parseOptions } from '../parse-options.ts'
import { PolicyError } from '../policy/policy-error.ts'
import { SettingsReader, textOf } from '../policy/settings-reader.ts'
import { createJwsReceipts } from './jws-receipts.ts'
import type { ReceiptOptions, StoreReceiptOptions } from './receipt-options.ts'

/**
 * Reads from the text of a JSON file how purchases in stores prove themselves, and checks that it can be followed.
 *
 * @param file - the file's name, for messages
 * @throws {OptionsError} `RECEIPTS_INVALID`, with the line and column of what is wrong
 */
export function parseReceipts(text: string, file: string): ReceiptOptions {
  return parseOptions(text, file, 'RECEIPTS_INVALID', reader => {
    const playMarket = readStore(reader, 'playMarket')
    const appStore = readStore(reader, 'appStore')
    reader.end()
    const options: ReceiptOptions = { ...(playMarket && { playMarket }), ...(appStore && { appStore }) }
    createJwsReceipts(options)
    return options
  })
}

function readStore(reader: SettingsReader, name: keyof ReceiptOptions): StoreReceiptOptions | undefined {
  const value = reader.take(name)
  if (value === undefined) return undefined
  const store = new SettingsReader(value, reader.pathOf(name))
  const options: StoreReceiptOptions = {
    programs: readPrograms(store, 'programs'),
    verificationKeys: readVerificationKeys(store),
  }
  store.end()
  return options
}

function readPrograms(store: SettingsReader, key: string): readonly string[] {
  const programs = store.list(key, [], (item, path) =>
    textOf(item, path, /^[\w.-]{1,155}$/, 'the name of a program is expected, such as "org.example.messenger"'),
  )
  if (programs.length === 0) throw new PolicyError(store.pathOf(key), 'at least one program is expected')
  return programs
}
