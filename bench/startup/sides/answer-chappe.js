// Opens a client with a stored session, makes one call and says that its answer is there.
// Arguments: the client's address, the facts as JSON, the folder of the compile cache (may be empty).
import module from 'node:module'

const [address, text, cacheFolder] = process.argv.slice(2)
if (cacheFolder) module.enableCompileCache(cacheFolder)
const { Client } = await import(address)
const { dc, api_id, api_hash, public_key, sessionFile } = JSON.parse(text)
const tg = await Client.open({ session: sessionFile, api_id, api_hash, dc: { ...dc, public_key } })
const answer = await tg.call('help.getNearestDc')
process.stdout.write(answer._)
await tg.close()
