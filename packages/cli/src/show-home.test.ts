import { explainLogin, type LoginQuestion } from '@chappe/server'
import { expect, it } from 'vitest'
import { showHome } from './show-home.ts'
import { createTerminal, type Terminal } from './terminal.ts'

const policy = { homes: { networks: [{ network: '192.0.2.0/24', dc: 3 }] } }

/** What is said about the home of a number. */
function said(question: Partial<LoginQuestion>): string {
  const lines: string[] = []
  const terminal: Terminal = {
    ...createTerminal(),
    style: (_, text) => text,
    out: (line = '') => void lines.push(line),
  }
  const { home } = explainLogin(policy, { phone_number: '+12025550123', ...question })
  showHome(home, question, terminal)
  return lines.join('\n')
}

it.each<[question: Partial<LoginQuestion>, text: string]>([
  [{ address: '192.0.2.77' }, 'Data center 3 is home: homes.networks[0] holds the address 192.0.2.77.'],
  [
    { address: '203.0.113.1', dc: 2 },
    'Data center 2 is home: a newcomer registers where the code is asked for, and nothing in homes.networks holds 203.0.113.1.',
  ],
  [
    {},
    'Data center 1 is home: a newcomer registers where the code is asked for, unless homes.networks holds the address (--address).',
  ],
  [{ home: 2 }, 'Data center 2 is home: the account is at home there (--home).'],
  [
    { registered: true },
    'Data center 1 is home: the account is taken to be at home where it is asked for; --home says where it is.',
  ],
  [
    { phone_number: '+9996621234' },
    'Data center 2 is home: test numbers 99966XYYYY without an account belong to data center X.',
  ],
])('says why a number belongs where it does: %j', (question, text) => {
  expect(said(question).split('\n')[0]).toBe(text)
})

it('says what the data center that is asked does about a number of another', () => {
  expect(said({ address: '192.0.2.77' }).split('\n').slice(1)).toEqual([
    'auth.sendCode at data center 1 answers NETWORK_MIGRATE_3; at data center 3 it does what follows.',
    '',
  ])
  expect(said({ home: 2 })).toContain('auth.sendCode at data center 1 answers PHONE_MIGRATE_2;')
  expect(said({ home: 2, dc: 2 })).not.toContain('MIGRATE')
})
