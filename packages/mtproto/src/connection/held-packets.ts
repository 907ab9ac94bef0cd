import type { Frame } from '../transport/transport.ts'

/** A packet as the transport gave it. */
export type Packet = Extract<Frame, { kind: 'packet' }>

/** Packets that wait for their keys, in order, within a count and a size over all keys. */
export class HeldPackets {
  readonly #packetsMax: number
  readonly #bytesMax: number
  readonly #byKey = new Map<bigint, Packet[]>()
  #packets = 0
  #bytes = 0

  constructor(packetsMax: number, bytesMax: number) {
    this.#packetsMax = packetsMax
    this.#bytesMax = bytesMax
  }

  /** Whether packets of this key wait already. */
  has(auth_key_id: bigint): boolean {
    return this.#byKey.has(auth_key_id)
  }

  /** Keeps a packet; returns whether there was room. */
  add(auth_key_id: bigint, packet: Packet): boolean {
    if (this.#packets >= this.#packetsMax || this.#bytes + packet.payload.length > this.#bytesMax) return false
    const packets = this.#byKey.get(auth_key_id) ?? []
    packets.push(packet)
    this.#byKey.set(auth_key_id, packets)
    this.#packets++
    this.#bytes += packet.payload.length
    return true
  }

  /** Takes the packets of a key. */
  take(auth_key_id: bigint): readonly Packet[] {
    const packets = this.#byKey.get(auth_key_id) ?? []
    this.#byKey.delete(auth_key_id)
    this.#packets -= packets.length
    for (const packet of packets) this.#bytes -= packet.payload.length
    return packets
  }
}
