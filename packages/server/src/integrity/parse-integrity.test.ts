import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createIntegritySigner } from '../testing/index.ts'
import { parseIntegrity } from './parse-integrity.ts'

const folder = mkdtempSync(join(tmpdir(), 'chappe-integrity-'))
afterAll(() => rmSync(folder, { recursive: true }))

const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const p8 = elliptic.privateKey.export({ format: 'pem', type: 'pkcs8' }) as string
const privateKeyFile = join(folder, 'key.p8')
writeFileSync(privateKeyFile, p8)

const google = { api_ids: [4], packages: ['org.example.messenger'], certificates: ['ab'.repeat(32)] }
const apns = { topic: 'org.example.messenger', keyId: 'KEY0000001', teamId: 'TEAM000001', privateKeyFile }
const publicJwk = elliptic.publicKey.export({ format: 'jwk' })
const environment = { PLAY_KEY: Buffer.alloc(32, 7).toString('base64'), CAPTCHA_KEY: 'hunter2' }
const read = (settings: object) => parseIntegrity(JSON.stringify(settings), 'integrity.json', environment)
const said = (settings: object): string => {
  try {
    read(settings)
    return 'nothing'
  } catch (error) {
    return (error as Error).message
  }
}

describe('a file about integrity', () => {
  it('becomes the option of a data center, with what is secret taken from where it is', async () => {
    const { options } = await createIntegritySigner([4])
    const { playIntegrity, safetyNet, ...rest } = options
    const { decryptionKey, projectId, ...keys } = playIntegrity!
    const file = {
      ...rest,
      playIntegrity: { ...keys, projectId: String(projectId), decryptionKeyEnv: 'PLAY_KEY' },
      safetyNet,
      apns: { ...apns, timeoutSeconds: 20 },
      reCaptcha: { url: 'https://captcha.example/assessments', apiKeyEnv: 'CAPTCHA_KEY', scoreMin: 0.9 },
    }
    const parsed = parseIntegrity(JSON.stringify(file), 'f', { ...environment, PLAY_KEY: decryptionKey })
    // What a key says of itself besides does not matter: no token gets to name one.
    const { kid: _, alg: __, ...jwk } = keys.verificationKeys[0]!
    expect(parsed).toMatchObject({
      ...rest,
      maxAgeSeconds: 300,
      playIntegrity: { projectId, decryptionKey, verificationKeys: [jwk] },
      safetyNet: { verificationKeys: [jwk] },
      apns: { topic: apns.topic, privateKey: p8, url: 'https://api.push.apple.com', timeoutSeconds: 20 },
      reCaptcha: { apiKey: 'hunter2', scoreMin: 0.9 },
    })
  })

  it('takes a key as JSON Web Key, PEM, and the base64 of the Play Console', () => {
    const der = elliptic.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
    const pem = elliptic.publicKey.export({ format: 'pem', type: 'spki' })
    const { safetyNet } = read({ ...google, safetyNet: { verificationKeys: [publicJwk, pem, der] } })
    expect(safetyNet?.verificationKeys).toEqual([publicJwk, publicJwk, publicJwk])
  })

  it('says what is wrong with its line', () => {
    const text = '{\n  "api_ids": [4],\n  "apns": {\n    "topic": 7\n  }\n}\n'
    expect(() => parseIntegrity(text, 'integrity.json', {})).toThrow(
      '[INTEGRITY_INVALID] integrity.json:4:5, apns.topic: the bundle id of the program is expected, got 7',
    )
    expect(() => parseIntegrity('{', 'integrity.json', {})).toThrow('[INTEGRITY_INVALID] integrity.json:1:2, top level')
  })

  const rsa1024 = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' })
  const net = (...verificationKeys: readonly unknown[]): object => ({ ...google, safetyNet: { verificationKeys } })
  const play = (changes: object): object => ({
    ...google,
    playIntegrity: { projectId: 1, verificationKeys: [publicJwk], ...changes },
  })

  it.each<[what: string, settings: object, message: string]>([
    ['nothing at all', {}, 'top level: name playIntegrity, safetyNet, apns, reCaptcha or several of them'],
    ['a misspelt setting', { apnss: {} }, 'apnss: there is no such setting'],
    [
      'no program',
      { ...net(publicJwk), packages: [] },
      'top level: at least one api_id, one package and one certificate',
    ],
    ['no api_id', { apns }, 'top level: at least one api_id is needed'],
    ['an api_id as text', { apns, api_ids: ['4'] }, 'api_ids[0]: an api_id is a whole number'],
    [
      'a short certificate',
      { ...net(publicJwk), certificates: ['ab'] },
      'certificates[0]: the SHA-256 of a certificate',
    ],
    ['no key', net(), 'safetyNet.verificationKeys: at least one key is expected'],
    ['a key that is a number', net(7), 'safetyNet.verificationKeys[0]: a public key as JSON Web Key, PEM or base64'],
    ['a key of nothing', net({ kty: 'EC' }), 'safetyNet.verificationKeys[0]: this is no public key'],
    [
      'a secret key',
      net(elliptic.privateKey.export({ format: 'jwk' })),
      'a public key is expected, and this one is secret',
    ],
    ['a secret PEM', net(p8), 'a public key is expected, and this one is secret'],
    ['a weak key', net(rsa1024), 'a key of P-256, or of RSA with 2048 bits or more, is expected'],
    [
      'no project',
      play({ projectId: undefined }),
      'playIntegrity.projectId: the number of a cloud project is expected',
    ],
    [
      'a key that is not in the environment',
      play({ decryptionKeyEnv: 'NONE' }),
      'the environment variable NONE is not set',
    ],
    ['a short key', play({ decryptionKeyEnv: 'CAPTCHA_KEY' }), 'CAPTCHA_KEY holds 7 characters; 43 to 44 are expected'],
    [
      'a file that is not there',
      { api_ids: [4], apns: { ...apns, privateKeyFile: 'none.p8' } },
      'none.p8 cannot be read: ENOENT',
    ],
    [
      'a file without a key',
      { api_ids: [4], apns: { ...apns, privateKeyFile: import.meta.filename } },
      'holds no private key of P-256',
    ],
    [
      'a push service in the clear',
      { api_ids: [4], apns: { ...apns, url: 'http://push.example' } },
      'apns.url: an https address',
    ],
    [
      'a score above 1',
      { reCaptcha: { url: 'https://c.example', apiKeyEnv: 'CAPTCHA_KEY', scoreMin: 2 } },
      'reCaptcha.scoreMin: a number from 0 to 1',
    ],
  ])('refuses %s', (_, settings, message) => {
    expect(said(settings)).toContain(message)
    expect(said(settings)).toMatch(/^\[INTEGRITY_INVALID\] integrity\.json:1:\d+, /)
  })

  it('repeats no secret that stands where its name belongs', () => {
    const { d } = elliptic.privateKey.export({ format: 'jwk' })
    const wrong = [
      { api_ids: [4], apns: { ...apns, privateKeyFile: p8 } },
      { api_ids: [4], apns: { ...apns, privateKeyFile: p8.replaceAll('\n', '') } },
      net(p8),
      net(elliptic.privateKey.export({ format: 'jwk' })),
      play({ decryptionKeyEnv: environment.PLAY_KEY }),
    ]
    for (const settings of wrong) {
      const message = said(settings)
      expect(message).toContain('INTEGRITY_INVALID')
      for (const secret of [p8.slice(30, 60), d!, environment.PLAY_KEY]) expect(message).not.toContain(secret)
    }
  })
})

it('the file of the guide can be followed, once what it leaves out is there', () => {
  const guide = readFileSync(join(import.meta.dirname, '../../../../docs/guide/policy.md'), 'utf8')
  const [, text = ''] = /\$ cat integrity\.json\n([^`]+?)\n\$ /.exec(guide) ?? []
  const der = elliptic.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
  const file = text
    .replaceAll('MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE…', der)
    .replace('…64 hexadecimal digits of SHA-256…', 'ab'.repeat(32))
    .replace('AuthKey_KEY0000001.p8', privateKeyFile)
  const secrets = { PLAY_DECRYPTION_KEY: environment.PLAY_KEY, RECAPTCHA_API_KEY: 'hunter2' }
  expect(Object.keys(parseIntegrity(file, 'integrity.json', secrets)).sort()).toEqual([
    'api_ids',
    'apns',
    'certificates',
    'maxAgeSeconds',
    'packages',
    'playIntegrity',
    'reCaptcha',
    'safetyNet',
  ])
})
