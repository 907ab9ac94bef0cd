/**
 * The little of WebAssembly that is used here, declared in this module since neither the language's own library nor
 * Node's types have it and the browser's would bring everything else.
 */
interface WebAssemblyModule {
  readonly [Symbol.toStringTag]: string
}

interface WebAssemblyInstance {
  readonly exports: unknown
}

declare const WebAssembly: {
  validate(bytes: Uint8Array): boolean
  instantiate(bytes: Uint8Array): Promise<{ readonly instance: WebAssemblyInstance }>
  readonly Module: new (bytes: Uint8Array) => WebAssemblyModule
  readonly Instance: new (module: WebAssemblyModule) => WebAssemblyInstance
}

/** Tells whether this engine runs the module: the way to ask for an instruction set. */
export function validate(bytes: Uint8Array): boolean {
  return typeof WebAssembly === 'object' ? WebAssembly.validate(bytes) : false
}

/** Compiles a module without imports in the calling thread and returns the exports of an instance. */
export function instantiateNow(bytes: Uint8Array): unknown {
  return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports
}

/** The same away from the calling thread, as browsers want it. */
export async function instantiate(bytes: Uint8Array): Promise<unknown> {
  return (await WebAssembly.instantiate(bytes)).instance.exports
}
