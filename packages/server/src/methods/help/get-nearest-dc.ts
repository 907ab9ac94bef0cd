import type { MethodHandler } from '../../rpc/call-context.ts'

/**
 * Answers that the nearest data center is this one: another number would make some clients move before they ask for a
 * code.
 *
 * @see {@link https://core.telegram.org/method/help.getNearestDc}
 */
export const getNearestDc: MethodHandler<'help.getNearestDc'> = (_request, context) => ({
  _: 'nearestDc',
  country: context.services.site.country,
  this_dc: context.dc.id,
  nearest_dc: context.dc.id,
})
