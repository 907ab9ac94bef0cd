import type { MethodHandler } from '../../rpc/call-context.ts'

/**
 * Answers which data center the caller's address belongs to. It is this one unless the policy says otherwise, since
 * another number makes some clients move before they ask for a code. The country is the one that the operator names, for
 * every address: nothing here knows where addresses are, and the networks of the policy name data centers alone.
 *
 * @see {@link https://core.telegram.org/method/help.getNearestDc}
 */
export const getNearestDc: MethodHandler<'help.getNearestDc'> = (_request, { services, dc, peer }) => {
  const { homes, site } = services
  const nearest = homes.nearest(peer.address)
  return {
    _: 'nearestDc',
    country: site.country,
    this_dc: dc.id,
    // Here is where the client believes to be.
    nearest_dc: nearest === homes.here ? dc.id : nearest,
  }
}
