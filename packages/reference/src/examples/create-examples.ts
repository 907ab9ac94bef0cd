import { type Combinator, compileCodec, type Schema } from '@chappe/tl'
import { type Codec, encodeToBytes, isTlEncodeError, type TlObject } from '@chappe/tl/runtime'
import type { ExampleSource, WirePart } from '../model/model.ts'
import { createValueBuilder, type ExampleFields } from './build-value.ts'
import { jsonText, toJson } from './json.ts'
import { notByHand } from './not-by-hand.ts'
import { preludeOf } from './preludes.ts'
import { type ProgramAccess, writeCall, writeProgram } from './program.ts'
import type { RecordedAnswer } from './recorded-answer.ts'
import { toTypescriptObject } from './typescript.ts'
import { createWireExplainer, type ExplainWire } from './wire.ts'

/** What examples are made with, besides a schema. */
export interface ExampleOptions {
  /** Default: compiled from the schema at the first example. */
  readonly codec?: Codec
  /**
   * The codec of our client. With it, programs and commands are left out where the client would send other bytes than
   * the schema asks for, because it speaks another layer. Default: the schema is the client's own.
   */
  readonly client?: Codec
  /** Who may call a method, for the words above the call; undefined where that is not known. Default: never known. */
  readonly access?: (method: string) => ProgramAccess | undefined
  /** Answers of our data center by method. Default: none. */
  readonly answers?: ReadonlyMap<string, RecordedAnswer>
}

/**
 * Makes the examples of a schema, each when it is asked for. There is none for what must not be called by hand, nor for
 * what the schema itself leaves open, such as a type without constructors.
 */
export function createExamples(schema: Schema, options: ExampleOptions = {}): ExampleSource {
  const methods = new Map(schema.functions.map(combinator => [combinator.name, combinator]))
  const constructors = new Map(schema.constructors.map(combinator => [combinator.name, combinator]))
  const builder = createValueBuilder(schema)
  let tools: { readonly codec: Codec; readonly explain: ExplainWire } | undefined

  return {
    method(name) {
      const method = methods.get(name)
      if (method === undefined || notByHand.has(name)) return undefined
      const parameters = builder.fields(method, 'none')
      const bytes = bytesOf({ _: name, ...parameters })
      if (bytes === undefined) return undefined
      const json = jsonText(toJson(typedParameters(parameters)))
      return {
        json,
        wire: explain(bytes),
        ...(isClients({ _: name, ...parameters }, bytes) && {
          program: writeProgram(method, parameters, options.access?.(name)),
          command: json === '{}' ? `chappe call ${name}` : `chappe call ${name} '${json}'`,
          ...withEverything(method, parameters),
          ...withAnswer(name),
        }),
      }
    },
    constructor_(name) {
      const combinator = constructors.get(name)
      if (combinator === undefined) return undefined
      const value = { _: name, ...builder.fields(combinator, 'plain') }
      const bytes = bytesOf(value)
      if (bytes === undefined) return undefined
      return { value: toTypescriptObject(value, {}), json: jsonText(toJson(value)), wire: explain(bytes) }
    },
  }

  function withEverything(method: Combinator, usual: ExampleFields): { everything?: string } {
    const all = builder.fields(method, 'all')
    if (Object.keys(all).length === Object.keys(usual).length) return {}
    const value = { _: method.name, ...all }
    const bytes = bytesOf(value)
    if (bytes === undefined || !isClients(value, bytes)) return {}
    return { everything: writeCall(method.name, all, preludeOf(method).expressions, 'await '.length) }
  }

  function withAnswer(name: string): { answer?: string } {
    const answer = options.answers?.get(name)?.text
    return answer === undefined ? {} : { answer }
  }

  function bytesOf(value: TlObject): Uint8Array | undefined {
    return encoded(madeTools().codec, value)
  }

  function explain(bytes: Uint8Array): readonly WirePart[] {
    return madeTools().explain(bytes)
  }

  function madeTools(): NonNullable<typeof tools> {
    tools ??= { codec: options.codec ?? compileCodec(schema), explain: createWireExplainer(schema) }
    return tools
  }

  function isClients(value: TlObject, bytes: Uint8Array): boolean {
    if (options.client === undefined) return true
    const others = encoded(options.client, value)
    return others?.length === bytes.length && others.every((byte, index) => byte === bytes[index])
  }
}

/** The bytes of a value; undefined when the codec cannot say it. */
function encoded(codec: Codec, value: TlObject): Uint8Array | undefined {
  try {
    return encodeToBytes(codec, value)
  } catch (error) {
    if (isTlEncodeError(error)) return undefined
    throw error
  }
}

/** What has to be typed after `chappe call`, which knows the numbers of the app itself. */
function typedParameters(parameters: ExampleFields): ExampleFields {
  const known = new Set(['api_id', 'api_hash'])
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !known.has(name)))
}
