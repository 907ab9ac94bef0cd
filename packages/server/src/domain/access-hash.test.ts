import { expect, it } from 'vitest'
import { createAccessHashes } from './access-hash.ts'

const hashes = createAccessHashes(new Uint8Array(32).fill(1))
const viewer = { user_id: 5n, key_id: -6n }

it('access hashes hold for one account, key and peer', () => {
  const access_hash = hashes.of(viewer, 'user', 7n)
  expect(hashes.of(viewer, 'user', 7n)).toBe(access_hash)
  expect(hashes.matches(viewer, 'user', 7n, access_hash)).toBe(true)
  expect(hashes.matches(viewer, 'user', 8n, access_hash)).toBe(false)
  expect(hashes.matches({ ...viewer, user_id: 6n }, 'user', 7n, access_hash)).toBe(false)
  expect(hashes.matches({ ...viewer, key_id: 6n }, 'user', 7n, access_hash)).toBe(false)
  const others = createAccessHashes(new Uint8Array(32).fill(2))
  expect(others.matches(viewer, 'user', 7n, access_hash)).toBe(false)
})
