/** A flow as written down: names only, no addresses. */
export interface FlowPlan {
  readonly id: string
  readonly title: string
  /** Markdown. */
  readonly description: string
  /** Where the order is known from. */
  readonly sources: readonly string[]
  /** Calls by their method, states in words, each with its place in a drawing: column, row. */
  readonly steps: Readonly<Record<string, readonly [column: number, row: number]>>
  /** From, to, and what makes the move; a constructor, error or type in front of the words is linked. */
  readonly moves: readonly (readonly [from: string, to: string, when: string])[]
}

/** The end of every login. */
export const loggedIn = 'logged in'
