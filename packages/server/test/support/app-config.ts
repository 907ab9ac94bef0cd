import type { help, JSONValue } from '@chappe/schema/api'
import type { RawClient } from './raw-client.ts'

/** A value of JSON. */
type Json = null | boolean | number | string | readonly Json[] | JsonObject

export interface JsonObject {
  readonly [name: string]: Json
}

/** Asks for the configuration of programs and reads it as the object that it stands for. */
export async function appConfigOf(client: RawClient): Promise<JsonObject> {
  const { config } = await client.call<help.appConfig>('help.getAppConfig', { hash: 0 })
  if (config._ !== 'jsonObject') throw new TypeError('the configuration is an object')
  return objectOf(config)
}

function objectOf({ value }: Extract<JSONValue, { _: 'jsonObject' }>): JsonObject {
  return Object.fromEntries(value.map(entry => [entry.key, jsonOf(entry.value)]))
}

function jsonOf(value: JSONValue): Json {
  switch (value._) {
    case 'jsonNull':
      return null
    case 'jsonBool':
    case 'jsonNumber':
    case 'jsonString':
      return value.value
    case 'jsonArray':
      return value.value.map(jsonOf)
    case 'jsonObject':
      return objectOf(value)
  }
}
