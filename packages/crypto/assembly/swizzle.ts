/**
 * Looks up each byte of `index` in the 16-byte `table`. Indices are 0 to 15, or have the top bit set, which answers
 * zero; for these the relaxed instruction, one machine instruction on x86 and ARM, is as well defined as the strict one.
 */
@inline
export function swizzle(table: v128, index: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return i8x16.relaxed_swizzle(table, index)
  return i8x16.swizzle(table, index)
}
