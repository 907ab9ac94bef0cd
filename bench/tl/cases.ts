import { api } from '@chappe/schema/api'
import { decodeFromBytes, encodeToBytes, TlWriter } from '@chappe/tl/runtime'
import type { BenchCase } from '../harness.ts'
import { loadGramjs } from './gramjs.ts'
import { loadMtcute } from './mtcute.ts'
import { dialogs, sentCode, updates, type Value } from './values.ts'

/**
 * TL encoding and decoding of three objects. Loading a peer compares its bytes with ours, those of GramJS with a
 * codec of its layer, and throws an Error when they differ.
 *
 * @param modules - the node_modules folder of the peers
 */
export async function tlCases(modules: string): Promise<BenchCase[]> {
  const objects: (readonly [string, Value, Goals])[] = [
    ['auth.sentCode', sentCode(), {}],
    ['messages.dialogs, 100 of each', dialogs(), { encode: 4, decode: 2 }],
    ['updates, 100 new messages', updates(), {}],
  ]
  return objects.flatMap(([name, value, goals]) => {
    const bytes = encodeToBytes(api, value)
    const size = `${name} (${bytes.length} bytes)`
    const writer = new TlWriter(bytes.length + 1024)
    const mtcute = async (): Promise<Sides> => {
      const codec = await loadMtcute(modules)
      const object = codec.decode(bytes)
      expectEqual(`${name}: mtcute`, codec.encode(object), bytes)
      return { encode: () => codec.encode(object), decode: () => codec.decode(bytes) }
    }
    const gramjs = async (): Promise<Sides> => {
      const codec = loadGramjs(modules)
      const bytes198 = encodeToBytes(codec.layer198, value)
      const object = codec.decode(bytes198)
      expectEqual(`${name}: GramJS`, codec.encode(object), bytes198)
      return { encode: () => codec.encode(object), decode: () => codec.decode(bytes198) }
    }
    return [
      {
        name: `TL encode ${size}`,
        unit: 'objects/s',
        ours: () => encodeToBytes(api, value),
        peers: { mtcute: async () => (await mtcute()).encode, GramJS: async () => (await gramjs()).encode },
        goal: goalOf(goals.encode),
      },
      {
        name: `TL encode into a given buffer, ${size}`,
        unit: 'objects/s',
        ours: () => {
          writer.reset()
          api.encode(writer, value)
        },
        peers: { mtcute: async () => (await mtcute()).encode },
        goal: undefined,
      },
      {
        name: `TL decode ${size}`,
        unit: 'objects/s',
        ours: () => decodeFromBytes(api, bytes, ownMemory),
        peers: { mtcute: async () => (await mtcute()).decode, GramJS: async () => (await gramjs()).decode },
        goal: goalOf(goals.decode),
      },
    ]
  })
}

/** As the client reads an answer; mtcute's reader returns views as well. */
const ownMemory = { ownsMemory: true } as const

interface Sides {
  encode(): unknown
  decode(): unknown
}

interface Goals {
  readonly encode?: number
  readonly decode?: number
}

function goalOf(ratio: number | undefined): BenchCase['goal'] {
  return ratio === undefined ? undefined : { ratio, peer: 'mtcute' }
}

function expectEqual(what: string, theirs: Uint8Array, ours: Uint8Array): void {
  if (Buffer.compare(theirs, ours) !== 0)
    throw new Error(`${what} writes other bytes than we do; the comparison would be void`)
}
