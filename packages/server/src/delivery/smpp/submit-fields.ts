import type { PduFields } from 'smpp'
import type { SmppPlan } from '../config/delivery-plan.ts'
import type { SmsSegments } from './sms-segments.ts'

/**
 * Returns the fields of each `submit_sm` that a message takes.
 *
 * @param reference - 0 to 255; the parts of one message share it
 * @see SMPP 3.4 §4.4.1
 */
export function submitFields(
  plan: SmppPlan,
  phone_number: string,
  { encoding, segments }: SmsSegments,
  reference: number,
): readonly PduFields[] {
  const common: PduFields = {
    source_addr_ton: plan.source.ton,
    source_addr_npi: plan.source.npi,
    source_addr: plan.source.address,
    dest_addr_ton: plan.destination.ton,
    dest_addr_npi: plan.destination.npi,
    destination_addr: phone_number,
    // SMPP 3.4 §7.1.1: relative time. Nobody needs the code of a login that has ended.
    validity_period: relativeTime(plan.validitySeconds),
    registered_delivery: plan.receipts ? 1 : 0,
    data_coding: encoding === 'gsm' ? 0 : dataCodingUcs2,
  }
  const [only] = segments
  if (segments.length === 1 && only !== undefined) return [{ ...common, short_message: Buffer.from(only) }]
  const total = segments.length
  switch (plan.longMessages) {
    case 'payload':
      return [{ ...common, short_message: Buffer.alloc(0), message_payload: Buffer.concat(segments) }]
    case 'sar':
      return segments.map((segment, index) => ({
        ...common,
        short_message: Buffer.from(segment),
        sar_msg_ref_num: reference,
        sar_total_segments: total,
        sar_segment_seqnum: index + 1,
      }))
    case 'udh':
      return segments.map((segment, index) => ({
        ...common,
        esm_class: esmClassUdh,
        // 3GPP TS 23.040 §9.2.3.24.1: five octets follow; concatenation, three octets: reference, parts, number.
        short_message: Buffer.concat([Uint8Array.of(5, 0, 3, reference, total, index + 1), segment]),
      }))
  }
}

/** SMPP 3.4 §5.2.19. */
const dataCodingUcs2 = 8
/** SMPP 3.4 §5.2.12. */
const esmClassUdh = 0x40

function relativeTime(seconds: number): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  const days = Math.floor(seconds / 86_400)
  const hours = Math.floor(seconds / 3600) % 24
  const minutes = Math.floor(seconds / 60) % 60
  return `0000${two(days)}${two(hours)}${two(minutes)}${two(seconds % 60)}000R`
}
