/**
 * The memory of received `msg_id`s: the highest ones, with what the session knows about each.
 *
 * Once something had to be forgotten, ids below the lowest remembered one can no longer be judged and count as
 * `forgotten`.
 *
 * @see {@link https://core.telegram.org/mtproto/security_guidelines#checking-msg-id}
 */
export class ReceivedIds<Fact> {
  readonly #max: number
  /** Ascending; nearly always grows at its end. */
  #ids: bigint[] = []
  readonly #facts = new Map<bigint, Fact>()
  #evicted = false

  /** @param max - ids remembered at most */
  constructor(max: number) {
    this.#max = max
  }

  /** Tells whether an id is new, was received before, or is too low to tell. */
  classify(msg_id: bigint): 'new' | 'duplicate' | 'forgotten' {
    if (this.#facts.has(msg_id)) return 'duplicate'
    return this.#evicted && msg_id < this.lowest ? 'forgotten' : 'new'
  }

  /** Remembers a new id; forgets the lowest when there are too many. */
  add(msg_id: bigint, fact: Fact): void {
    if (this.#facts.has(msg_id)) return
    this.#facts.set(msg_id, fact)
    if (msg_id > this.highest) this.#ids.push(msg_id)
    else this.#ids.splice(this.#indexFrom(msg_id), 0, msg_id)
    if (this.#ids.length > this.#max) this.#evict()
  }

  /** What is known about an id; undefined when it is not remembered. */
  get(msg_id: bigint): Fact | undefined {
    return this.#facts.get(msg_id)
  }

  /** The lowest remembered id, 0 when there is none. */
  get lowest(): bigint {
    return this.#ids[0] ?? 0n
  }

  /** The highest remembered id, 0 when there is none. */
  get highest(): bigint {
    return this.#ids[this.#ids.length - 1] ?? 0n
  }

  /** Whether ids have been forgotten. */
  get forgetful(): boolean {
    return this.#evicted
  }

  /** What is known about the nearest ids below and above one that is not remembered. */
  neighbours(msg_id: bigint): { readonly below: Fact | undefined; readonly above: Fact | undefined } {
    const index = msg_id > this.highest ? this.#ids.length : this.#indexFrom(msg_id)
    const below = this.#ids[index - 1]
    const above = this.#ids[index]
    return {
      below: below === undefined ? undefined : this.#facts.get(below),
      above: above === undefined ? undefined : this.#facts.get(above),
    }
  }

  /** Index of the first remembered id that is not below `msg_id`. */
  #indexFrom(msg_id: bigint): number {
    let low = 0
    let high = this.#ids.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#ids[middle] as bigint) < msg_id) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Forgets the lowest eighth at once, so that the array is moved rarely. */
  #evict(): void {
    const count = Math.max(1, this.#max >>> 3)
    for (const msg_id of this.#ids.slice(0, count)) this.#facts.delete(msg_id)
    this.#ids = this.#ids.slice(count)
    this.#evicted = true
  }
}
