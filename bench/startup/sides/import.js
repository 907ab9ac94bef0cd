// Imports a module, or nothing, and says how much memory the process has then.
// Arguments: the module's address, the folder of the compile cache (both may be empty).
import module from 'node:module'

const [address, cacheFolder] = process.argv.slice(2)
if (cacheFolder) module.enableCompileCache(cacheFolder)
if (address) await import(address)
process.stdout.write(String(process.memoryUsage.rss()))
// Peers hold handles open as soon as they are imported; the cache is written at a proper end.
if (!cacheFolder) process.exit()
