/** The bytes that a QR code of a login carries: `tg://login?token=…`. */
export function tokenOf(link: string): Uint8Array {
  return Uint8Array.from(Buffer.from(new URL(link).searchParams.get('token') ?? '', 'base64url'))
}
