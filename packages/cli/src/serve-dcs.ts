import type { DcOptions } from '@chappe/server'
import { usageError } from './command-error.ts'

/** More than clients know by name. */
export const dcsMax = 9

/**
 * Plans the data centers of `chappe serve --dcs`: numbers from 1, ports from the given one on; port 0 picks free ones.
 *
 * @param httpPort - the console's, which has to be another one
 * @throws {CommandError} when there are not so many ports, or the console is to have one of them
 */
export function planDcs(count: number, port: number, httpPort: number): DcOptions[] {
  if (port > 0 && port + count - 1 > portMax) {
    throw usageError(`--dcs ${count} needs ports ${port} to ${port + count - 1}, and ${portMax} is the last there is`)
  }
  if (port > 0 && httpPort >= port && httpPort < port + count) {
    throw usageError(`--dcs ${count} needs ports ${port} to ${port + count - 1}; give --http-port another one`)
  }
  return Array.from({ length: count }, (_, index) => ({ id: index + 1, port: port === 0 ? 0 : port + index }))
}

const portMax = 65_535
