import { DataCenter, type DataCenterOptions } from '@chappe/server'
import { expect, it } from 'vitest'
import { reportOf } from '../connection-file.ts'
import { createTerminal, type Terminal } from '../terminal.ts'
import { showReport } from './serve.ts'

/** What somebody is told of a data center when it is up. */
async function told(options: DataCenterOptions): Promise<string[]> {
  const lines: string[] = []
  const terminal: Terminal = {
    ...createTerminal(),
    style: (_, text) => text,
    out: (line = '') => void lines.push(line),
  }
  await using dc = await DataCenter.start(options)
  showReport(reportOf(dc), { memory: true, data: '' }, terminal)
  return lines
}

it.each<[DataCenterOptions, string]>([
  [{}, '99966XYYYY: the code is X repeated, so who can connect can log in to it'],
  [
    { host: '0.0.0.0', policy: { numbers: { testNumbers: true } } },
    '99966XYYYY: the code is X repeated, so who can connect can log in to it',
  ],
  [{ host: '0.0.0.0' }, 'none, unless the policy wants them (numbers.testNumbers)'],
])('says at the start who can log in to test numbers: %o', async (options, text) => {
  expect(await told(options)).toContain(`  test number  ${text}`)
})

it('says at the start where the console is, which has a page', async () => {
  const lines = await told({ httpPort: 0 })
  const url = lines.map(line => /^ {2}console {6,}(http:\S+\/)$/.exec(line)?.[1]).find(found => found !== undefined)
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
  expect(lines).toContain(`  inbox        ${url}api/inbox`)
})
