import { generateRsaPrivateKey } from '@chappe/crypto/node'

/** One RSA key for all data centers of a test file: making one takes some tenths of a second. */
export const privateKey: string = (await generateRsaPrivateKey()).toPem()
