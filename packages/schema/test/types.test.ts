// These are checked by the compiler; running them proves nothing more.

import type {
  auth,
  Constructors,
  help,
  MethodCall,
  MethodName,
  MethodNamespaces,
  Methods,
  messages,
  Types,
  Updates,
  updateNewMessage,
} from '@chappe/schema/api'
import type * as mtproto from '@chappe/schema/mtproto'
import { expectTypeOf, test } from 'vitest'

test('constructors and types keep their exact names', () => {
  expectTypeOf<auth.sentCode['_']>().toEqualTypeOf<'auth.sentCode'>()
  expectTypeOf<Constructors['auth.sentCode']>().toEqualTypeOf<auth.sentCode>()
  expectTypeOf<Types['auth.SentCode']>().toEqualTypeOf<auth.SentCode>()
  expectTypeOf<auth.SentCode['_']>().toEqualTypeOf<
    'auth.sentCode' | 'auth.sentCodeSuccess' | 'auth.sentCodePaymentRequired'
  >()
})

test('fields have the types of their wire form, optional ones admit undefined, flags are not there', () => {
  expectTypeOf<auth.sentCode['phone_code_hash']>().toEqualTypeOf<string>()
  expectTypeOf<auth.sentCode['timeout']>().toEqualTypeOf<number | undefined>()
  expectTypeOf<auth.sentCode['next_type']>().toEqualTypeOf<auth.CodeType | undefined>()
  expectTypeOf<keyof auth.sentCode>().toEqualTypeOf<'_' | 'type' | 'phone_code_hash' | 'next_type' | 'timeout'>()
  expectTypeOf<Constructors['user']['id']>().toEqualTypeOf<bigint>()
  expectTypeOf<Constructors['user']['bot']>().toEqualTypeOf<true | undefined>()
  expectTypeOf<Constructors['codeSettings']['logout_tokens']>().toEqualTypeOf<readonly Uint8Array[] | undefined>()
  expectTypeOf<Constructors['codeSettings']['app_sandbox']>().toEqualTypeOf<boolean | undefined>()
})

test('unions are told apart by their name', () => {
  const hashOf = (code: auth.SentCode): string | undefined =>
    code._ === 'auth.sentCodeSuccess' ? undefined : code.phone_code_hash
  expectTypeOf(hashOf).returns.toEqualTypeOf<string | undefined>()
})

test('a namespace does not hide a type of the same name outside it', () => {
  expectTypeOf<messages.chatFull['full_chat']>().toEqualTypeOf<Types['ChatFull']>()
  expectTypeOf<updateNewMessage['message']>().toEqualTypeOf<Types['Message']>()
  expectTypeOf<Updates>().toEqualTypeOf<Types['Updates']>()
})

test('a method leads to its parameters and its answer', () => {
  expectTypeOf<Methods['auth.resendCode']>().toEqualTypeOf<[parameters: auth.resendCode, result: auth.SentCode]>()
  expectTypeOf<{ phone_number: string; phone_code_hash: string }>().toExtend<Methods['auth.resendCode'][0]>()
  expectTypeOf<{ phone_number: string }>().not.toExtend<Methods['auth.resendCode'][0]>()
  expectTypeOf<{ phone_number: string; phone_code_hash: string; reason: undefined }>().toExtend<
    Methods['auth.resendCode'][0]
  >()
  expectTypeOf<Methods['users.getUsers'][1]>().toEqualTypeOf<readonly Types['User'][]>()
  expectTypeOf<Methods['auth.logOut'][1]>().toEqualTypeOf<auth.LoggedOut>()
  expectTypeOf<Methods['auth.cancelCode'][1]>().toEqualTypeOf<boolean>()
  expectTypeOf<'auth.resendCode'>().toExtend<MethodName>()
})

test('methods stand in their namespaces; parameters may be left out where none is required', () => {
  type Api = MethodNamespaces<{ signal?: AbortSignal }>
  expectTypeOf<Api['auth']['resendCode']>().toEqualTypeOf<
    (parameters: auth.resendCode, options?: { signal?: AbortSignal }) => Promise<auth.SentCode>
  >()
  expectTypeOf<Api['help']['getConfig']>().toEqualTypeOf<
    (parameters?: help.getConfig, options?: { signal?: AbortSignal }) => Promise<Types['Config']>
  >()
  expectTypeOf<Api['invokeWithLayer']>().parameter(0).toExtend<{ layer: number; query: MethodCall }>()
})

test('wrapping methods take a call and answer something unknown', () => {
  expectTypeOf<{ _: 'auth.cancelCode'; phone_number: string; phone_code_hash: string }>().toExtend<MethodCall>()
  expectTypeOf<{ _: 'auth.cancelCode' }>().not.toExtend<MethodCall>()
  expectTypeOf<Methods['initConnection'][1]>().toBeUnknown()
})

test('service messages have their own module and no prefix', () => {
  expectTypeOf<mtproto.resPQ['nonce']>().toEqualTypeOf<Uint8Array>()
  expectTypeOf<mtproto.resPQ['server_public_key_fingerprints']>().toEqualTypeOf<readonly bigint[]>()
  expectTypeOf<mtproto.future_salts['salts']>().toEqualTypeOf<readonly mtproto.future_salt[]>()
  expectTypeOf<mtproto.rpc_result['result']>().toBeUnknown()
  expectTypeOf<mtproto.Methods['ping'][1]>().toEqualTypeOf<mtproto.Pong>()
})
