/** The types of the language itself: what they are in TypeScript and on the wire. Markdown. */
export const builtInTypes: Readonly<Record<string, string>> = {
  int: 'A signed number of 32 bits. In TypeScript a `number`; on the wire 4 bytes, little-endian.',
  long: 'A signed number of 64 bits. In TypeScript a `bigint`, in JSON a string of digits; on the wire 8 bytes, little-endian.',
  double: 'A floating-point number of 64 bits. In TypeScript a `number`; on the wire 8 bytes, IEEE 754, little-endian.',
  string:
    'Text. In TypeScript a `string`; on the wire its length, the bytes in UTF-8, and zeros up to a multiple of 4 bytes. The length takes one byte below 254, else four.',
  bytes: 'Bytes. In TypeScript a `Uint8Array`, in JSON text in base 64; on the wire as {@link string}.',
  int128: '16 bytes. In TypeScript a `Uint8Array` of that length.',
  int256: '32 bytes. In TypeScript a `Uint8Array` of that length.',
  int512: '64 bytes. In TypeScript a `Uint8Array` of that length.',
  true: 'A yes that takes no bytes: it is there when its bit in the word of flags is set. In TypeScript `true`, or left out.',
  Bool: 'Yes or no. In TypeScript a `boolean`; on the wire the number of `boolTrue` (`997275b5`) or `boolFalse` (`bc799737`).',
  Vector:
    'A list of values of one type. In TypeScript a readonly array; on the wire the number `1cb5c415`, how many there are, and one after the other.',
  X: "Any call as an argument (`!X`), and as the type of an answer (`X`) whatever that call answers. In TypeScript the parameters of the call with its name: `{ _: 'help.getConfig' }`.",
}
