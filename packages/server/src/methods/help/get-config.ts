import { isIPv6 } from 'node:net'
import type { DcOption } from '@chappe/schema/api'
import type { CallContext, MethodHandler } from '../../rpc/call-context.ts'

/**
 * Answers with the data center that the client believes to talk to and with the others, each under an address that it can
 * reach, and with the numbers that Telegram hands out.
 *
 * @see {@link https://core.telegram.org/method/help.getConfig}
 */
export const getConfig: MethodHandler<'help.getConfig'> = (_request, context) => {
  const date = Math.floor(context.services.clock.now() / 1000)
  return {
    _: 'config',
    date,
    // One hour and nothing else: other spans upset some clients.
    expires: date + 3600,
    test_mode: context.dc.test,
    this_dc: context.dc.id,
    dc_options: dcOptions(context),
    dc_txt_domain_name: '',
    ...usualNumbers,
    me_url_prefix: 'https://t.me/',
    webfile_dc_id: context.dc.id,
    reactions_default: { _: 'reactionEmoji', emoticon: '👍' },
  }
}

/** Values that clients are used to; none of them depends on this data center. */
const usualNumbers = {
  chat_size_max: 200,
  megagroup_size_max: 200_000,
  forwarded_count_max: 100,
  online_update_period_ms: 210_000,
  offline_blur_timeout_ms: 5_000,
  offline_idle_timeout_ms: 30_000,
  online_cloud_timeout_ms: 300_000,
  notify_cloud_delay_ms: 30_000,
  notify_default_delay_ms: 1_500,
  push_chat_period_ms: 60_000,
  push_chat_limit: 2,
  edit_time_limit: 172_800,
  revoke_time_limit: 2_147_483_647,
  revoke_pm_time_limit: 2_147_483_647,
  rating_e_decay: 2_419_200,
  stickers_recent_limit: 200,
  channels_read_media_period: 604_800,
  call_receive_timeout_ms: 20_000,
  call_ring_timeout_ms: 90_000,
  call_connect_timeout_ms: 30_000,
  call_packet_timeout_ms: 10_000,
  caption_length_max: 1_024,
  message_length_max: 4_096,
} as const

function dcOptions({ dc, peer, services }: CallContext): DcOption[] {
  const { site } = services
  const own = site.advertise ?? { host: peer.localAddress, port: peer.localPort }
  const others = site.dcs().filter(({ id }) => id !== site.dcId)
  const options = [
    dcOption(dc.id, own),
    ...others.map(({ id, host, port, advertise }) =>
      // One that listens on every address can be reached where this one was.
      dcOption(id, advertise ?? { host: isAnyAddress(host) ? peer.localAddress : host, port }),
    ),
  ]
  return options.sort((one, two) => one.id - two.id)
}

function dcOption(id: number, { host, port }: { readonly host: string; readonly port: number }): DcOption {
  return {
    _: 'dcOption',
    ipv6: isIPv6(host) ? true : undefined,
    // `static` is what clients behind a proxy look for; the port is ours alone, so no other may be tried.
    static: true,
    this_port_only: true,
    id,
    ip_address: host,
    port,
  }
}

function isAnyAddress(host: string): boolean {
  return host === '0.0.0.0' || host === '::'
}
