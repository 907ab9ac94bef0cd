import { readFile, writeFile } from 'node:fs/promises'

/**
 * Writes a copy of `libtdjson.so` that trusts another RSA key, in the main and in the test network, and that knows no
 * host to ask for addresses when it cannot connect.
 *
 * @param public_key - PKCS#1 PEM of a 2048-bit key, which has the length of the two that it replaces
 */
export async function patchTdlib(library: string, copy: string, public_key: string): Promise<void> {
  const bytes = await readFile(library)
  replaceKeys(bytes, public_key.trimEnd())
  for (const host of recoveryHosts) replaceEverywhere(bytes, host, nowhere.padEnd(host.length, 'x'))
  await writeFile(copy, bytes)
}

/** Hosts that TDLib asks, past its proxy, where its data centers are, when it has been connecting for five seconds. */
const recoveryHosts = [
  'dns.google',
  'mozilla.cloudflare-dns.com',
  'firebaseremoteconfig.googleapis.com',
  'reserve-5a846.firebaseio.com',
  'www.google.com',
  'software-download.microsoft.com',
]

/** The discard port of this machine; what stands behind the slash is a path. */
const nowhere = '127.1:9/'

const pemLength = 425

function replaceKeys(bytes: Buffer, public_key: string): void {
  if (public_key.length !== pemLength) throw new Error(`the server's key is ${public_key.length} characters long`)
  const text = bytes.toString('latin1')
  const pems = [...text.matchAll(/-----BEGIN RSA PUBLIC KEY-----[^-]*-----END RSA PUBLIC KEY-----/g)]
  // A third one is longer: with it the answers of the hosts above are signed.
  const ours = pems.filter(([pem]) => pem.length === pemLength)
  if (ours.length !== 2) throw new Error(`this TDLib has ${ours.length} keys of ${pemLength} characters instead of 2`)
  for (const { index } of ours) bytes.write(public_key, index, 'latin1')
}

function replaceEverywhere(bytes: Buffer, text: string, by: string): void {
  let found = 0
  for (let at = bytes.indexOf(text, 0, 'latin1'); at >= 0; at = bytes.indexOf(text, at, 'latin1')) {
    bytes.write(by, at, 'latin1')
    found++
  }
  if (found === 0) throw new Error(`this TDLib does not know the host ${text}`)
}
