import { RpcError } from '@chappe/mtproto'
import type { ScriptAnswer, SeenCall } from './scripted-server.ts'

/** A script by method: each call takes the next answer, the last one for ever. */
export function script(answers: Readonly<Record<string, readonly unknown[]>>): (call: SeenCall) => ScriptAnswer {
  const taken = new Map<string, number>()
  return ({ method }) => {
    const list = answers[method] ?? [new RpcError(400, 'INPUT_METHOD_INVALID')]
    const index = taken.get(method) ?? 0
    taken.set(method, index + 1)
    return list[Math.min(index, list.length - 1)]
  }
}
