/**
 * Methods that make no sense as a call of one's own, because the client makes them or because they only work together
 * with what a library does underneath. They get no example; the reason, Markdown, stands in its place.
 */
export const notByHand: ReadonlyMap<string, string> = new Map([
  [
    'initConnection',
    'The client wraps the first call of a connection in it by itself, with the options `device_model`, `system_version`, `app_version` and the language codes of `Client.open`.',
  ],
  [
    'invokeWithLayer',
    'The client names its layer by itself. Naming another one would make the server send constructors that the client cannot read.',
  ],
  [
    'invokeAfterMsg',
    'It refers to the message number of an earlier call, which only the session underneath knows. Await the earlier call instead.',
  ],
  [
    'invokeAfterMsgs',
    'It refers to the message numbers of earlier calls, which only the session underneath knows. Await the earlier calls instead, `await Promise.all([…])`.',
  ],
  [
    'auth.bindTempAuthKey',
    'Its `encrypted_message` is made from the keys of the connection, and its number has to be that of the message that carries the call. A library that uses temporary keys makes this call itself.',
  ],
])
