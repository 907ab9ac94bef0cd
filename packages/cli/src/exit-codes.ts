/**
 * What the command's exit status says.
 *
 * - `0` it did what was asked
 * - `1` it failed: the network, a file, the other side's protocol
 * - `2` it was called wrongly: an unknown option, a parameter of the wrong type
 * - `3` the server answered with an RPC error
 * - `129`, `130`, `143` it was ended by SIGHUP, SIGINT (Ctrl-C), SIGTERM before it was done
 */
export const exitCodes = { success: 0, failure: 1, usage: 2, rpcError: 3, interrupted: 130 } as const
