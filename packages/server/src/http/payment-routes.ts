import { type Context, Hono } from 'hono'
import type { Payments, PaymentView } from '../domain/payment/payments.ts'
import { failure } from './failure.ts'

/** What the console does with payments. */
export type ConsolePayments = Pick<Payments, 'list' | 'settle' | 'fail'>

/**
 * The logins that have to be paid for. Whoever may call this is the payment provider.
 *
 * - `GET /`: those under way, oldest first, `[{ id, phone_number, store_product, currency, amount, premium_days, status,
 *   date, expires }]`; `id` and `amount` as text, moments in Unix seconds; `status` is `due`, `submitted`, `paid` or `used`.
 * - `POST /<id>/settle`: the money has arrived; the code is sent. The same object; 404 when nothing of this id waits for
 *   money.
 * - `POST /<id>/fail`: it will not arrive; likewise.
 */
export function paymentRoutes(payments: ConsolePayments): Hono {
  const app = new Hono()
  app.get('/', async context => context.json((await payments.list()).map(publicPayment)))
  app.post('/:id/settle', context => settled(context, id => payments.settle(id)))
  app.post('/:id/fail', context => settled(context, id => payments.fail(id)))
  return app
}

async function settled(context: Context, settle: (id: bigint) => Promise<PaymentView | undefined>): Promise<Response> {
  const id = context.req.param('id') ?? ''
  const payment = /^\d{1,19}$/.test(id) && BigInt(id) <= idMax ? await settle(BigInt(id)) : undefined
  if (payment === undefined) return failure(context, 404, 'PAYMENT_NOT_FOUND', 'No payment of this id waits for money.')
  return context.json(publicPayment(payment))
}

/** Ids are positive TL longs. */
const idMax = 0x7fff_ffff_ffff_ffffn

function publicPayment({ id, amount, createdAtMs, expiresAtMs, ...rest }: PaymentView): object {
  const seconds = (atMs: number): number => Math.floor(atMs / 1000)
  return { id: String(id), ...rest, amount: String(amount), date: seconds(createdAtMs), expires: seconds(expiresAtMs) }
}
