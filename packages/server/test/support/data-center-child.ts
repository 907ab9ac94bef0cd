// A data center in a process of its own, so that a test can kill it. Says where it is in one line of JSON.
import { DataCenter } from '../../src/index.ts'

const [dataDir = ''] = process.argv.slice(2)
const dc = await DataCenter.start({
  dataDir,
  httpPort: 0,
  accounts: [{ phone_number: '+999 123 45 67', first_name: 'Ada' }],
})
const { address, dcId, publicKey, fingerprint, api_id, api_hash, http } = dc
console.log(JSON.stringify({ address, dcId, publicKey, fingerprint, api_id, api_hash, url: http?.url }))
