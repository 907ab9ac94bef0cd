import { type DataCenterOptions, parseIntegrity, parseReceipts } from '@chappe/server'
import { readSettingsFile } from './read-settings-file.ts'

/** The files of the command line that say whose word is taken: about programs, and about purchases. */
export interface ServeProofOptions {
  readonly integrity?: string
  readonly receipts?: string
}

/** Makes the options of the data center; nothing for a file that was not named. */
export function proofsOf(
  { integrity, receipts }: ServeProofOptions,
  environment: NodeJS.ProcessEnv,
): Pick<DataCenterOptions, 'integrity' | 'receipts'> {
  return {
    ...(integrity !== undefined && {
      integrity: readSettingsFile('integrity', integrity, (text, file) => parseIntegrity(text, file, environment)),
    }),
    ...(receipts !== undefined && { receipts: readSettingsFile('receipts', receipts, parseReceipts) }),
  }
}
