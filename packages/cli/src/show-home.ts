import type { HomeExplanation } from '@chappe/server'
import type { Terminal } from './terminal.ts'

/** What of the question the reasons repeat. */
interface HomeFacts {
  readonly home?: number
  readonly address?: string
}

/** Says at which of several data centers a number belongs, why, and what the one that is asked does about it. */
export function showHome(home: HomeExplanation | undefined, facts: HomeFacts, terminal: Terminal): void {
  if (home === undefined) return
  const { dc, asked, refusal } = home
  terminal.out(`${terminal.style('bold', `Data center ${dc} is home`)}: ${reasonOf(home, facts)}.`)
  if (refusal !== undefined) {
    terminal.out(
      `auth.sendCode at data center ${asked} answers ${refusal}_${dc}; at data center ${dc} it does what follows.`,
    )
  }
  terminal.out()
}

function reasonOf({ because, network }: HomeExplanation, { home, address }: HomeFacts): string {
  switch (because) {
    case 'account':
      return home === undefined
        ? 'the account is taken to be at home where it is asked for; --home says where it is'
        : 'the account is at home there (--home)'
    case 'testNumber':
      return 'test numbers 99966XYYYY without an account belong to data center X'
    case 'network':
      return `homes.networks[${network}] holds the address ${address}`
    case 'asked':
      return address === undefined
        ? 'a newcomer registers where the code is asked for, unless homes.networks holds the address (--address)'
        : `a newcomer registers where the code is asked for, and nothing in homes.networks holds ${address}`
  }
}
