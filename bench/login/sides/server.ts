// The data center. Arguments: its data directory, or nothing for memory.
import { DataCenter } from '@chappe/server'
import { serveParent } from './line.ts'

const [dataDir] = process.argv.slice(2)
const many = 1_000_000
const dc = await DataCenter.start({
  ...(dataDir !== undefined && { dataDir }),
  policy: { media: { app: { timeoutSeconds: 0 }, sms: { timeoutSeconds: 0 } }, limits: { codesPerNumber: null } },
  limits: { exchangesBurst: many, exchangesPerMinute: many, connectsBurst: many, connectsPerMinute: many },
})

serveParent({
  facts: () => ({
    dc: { id: dc.dcId, ...dc.address },
    public_key: dc.publicKey,
    api_id: dc.api_id,
    api_hash: dc.api_hash,
  }),
  async createAccounts(numbers: readonly string[]) {
    for (const phone_number of numbers) await dc.accounts.create({ phone_number, first_name: 'Somebody' })
  },
  codes(numbers: readonly string[]) {
    const codes = numbers.map(phone_number => dc.inbox.list({ phone_number }).at(-1)?.code)
    dc.inbox.clear()
    return codes
  },
  /** The processor time of this process since it was started, which is the work of others for it. */
  total() {
    const { user, system } = process.cpuUsage()
    return user + system
  },
})
