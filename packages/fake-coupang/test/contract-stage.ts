import {
  type BuiltRequest,
  contractNow,
  type EndpointId,
  placeholders,
  type Situation,
} from '../contract/index.ts';
import { createFakeCoupang, type FakeInProcess } from '../src/fake-coupang.ts';
import type { FailureMode } from '../src/failures.ts';
import type { OrderPlot } from '../src/orders/order-plot.ts';
import { authorize } from '../src/sign.ts';
import type { SimulatedInquiry } from '../src/simulated-inquiry.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../src/time.ts';

export type Answered = { status: number; text: string; headers: Headers };
export type Send = (request: BuiltRequest) => Promise<Answered>;

export type Stage = {
  send: Send;
  /** Sends without letting time pass. */
  sendAtOnce: Send;
  /** Values of the table's placeholders. */
  ids: Record<string, string>;
  /** The number by which a list shows the data of a situation. */
  shownAs: ReadonlyMap<Situation, string>;
};

const KEYS = { accessKey: 'ACCESS-KEY-EXAMPLE', secretKey: 'SECRET-KEY-EXAMPLE' };
const VENDOR = {
  market: 'KR',
  vendorId: placeholders.$vendorId,
  sources: ['call-center', 'product'],
} as const;
const OTHER_VENDOR = { market: 'KR', vendorId: placeholders.$otherVendorId } as const;
const IN_TAIWAN = { market: 'TW', vendorId: placeholders.$vendorId } as const;

const FAILURES: Partial<Record<Situation, FailureMode>> = {
  'blocked-caller': 'redirected',
  'unregistered-ip': 'ip-not-allowed',
  'slow-provider': 'slow',
  'inactive-api': 'vendor-inactive',
  'retired-api': 'api-expired',
  'locked-api': 'api-restricted',
  'unreachable-provider': 'unreachable',
  'key-of-other-market': 'wrong-market',
  'unanswered-and-transferred': 'both-lists',
};

/** Carries `act` out on a fake whose data are in these situations. */
export const onStage = async <T>(
  given: readonly Situation[],
  endpoint: EndpointId,
  act: (stage: Stage) => Promise<T>,
): Promise<T> => {
  const clock = { now: Date.parse(contractNow) };
  const fake = await createFakeCoupang({
    vendors: [
      VENDOR,
      IN_TAIWAN,
      ...(given.some((situation) => situation.endsWith('of-other-vendor')) ? [OTHER_VENDOR] : []),
    ],
    keys: KEYS,
    now: () => clock.now,
    examples: false,
    wingIds: [placeholders.$loginId],
    sleep: async () => undefined,
  });
  const sendAtOnce: Send = (request) => call(fake, request, given, clock.now);
  const send: Send = (request) => {
    clock.now += SECOND_MS;
    return sendAtOnce(request);
  };
  const ids: Record<string, string> = { ...placeholders };
  const shownAs = new Map<Situation, string>();
  for (const situation of given) {
    const shown = await arrange({ fake, clock, ids }, situation, endpoint);
    if (shown !== undefined) shownAs.set(situation, shown);
  }
  if (given.includes('many-failures'))
    for (let failures = 0; failures < 20; failures += 1)
      await call(fake, { method: 'GET', path: '/', query: '', body: undefined, headers: {} }, [], clock.now);
  return act({ send, sendAtOnce, ids, shownAs });
};

const call = async (
  fake: FakeInProcess,
  { method, path, query, body, headers }: BuiltRequest,
  given: readonly Situation[],
  now: number,
): Promise<Answered> => {
  const at = given.includes('expired-signature') ? now - 5 * MINUTE_MS - SECOND_MS : now;
  const keys = {
    accessKey: given.includes('unknown-access-key') ? 'UNKNOWN-KEY' : KEYS.accessKey,
    secretKey: given.includes('wrong-secret') ? 'WRONG-SECRET' : KEYS.secretKey,
  };
  const isSigned = !given.includes('no-authorization');
  const response = await fake.fetch(`http://127.0.0.1${path}${query === '' ? '' : `?${query}`}`, {
    method,
    headers: { ...(isSigned && { Authorization: authorize({ method, path, query }, keys, at) }), ...headers },
    ...(body !== undefined && { body }),
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
};

/**
 * Puts the fake's data into a situation, and the numbers of the data into `ids`.
 * @returns what lists show, if the situation is about data of a list
 */
const arrange = async (
  { fake, clock, ids }: { fake: FakeInProcess; clock: { now: number }; ids: Record<string, string> },
  situation: Situation,
  endpoint: EndpointId,
): Promise<string | undefined> => {
  const note = ({ inquiryId, orderId, vendorItemId, posts: [post] }: SimulatedInquiry): string => {
    Object.assign(ids, { $inquiryId: inquiryId, $orderId: orderId, $vendorItemId: vendorItemId });
    ids['$answerId'] = post?.answerId ?? '';
    return inquiryId;
  };
  const ofOrder = async (
    plot: OrderPlot,
    isMeant: (order: Order) => boolean = () => true,
  ): Promise<Order> => {
    // Before today, which the documented period of exchanges does not show.
    clock.now -= DAY_MS;
    for (;;) {
      const { orderId } = await fake.handOver();
      // The fake spaces the refusal of an odd number as other pages do.
      if (Number(orderId.slice(-1)) % 2 === 1) continue;
      await fake.orders.set(orderId, plot);
      const order = fake.orders.of(orderId);
      if (order === undefined || order.isOlder || order.boxes.length > 1 || !isMeant(order)) continue;
      Object.assign(ids, { $orderId: orderId, $shipmentBoxId: order.boxes[0].boxId });
      ids['$receiptId'] = order.returns[0]?.receiptId ?? '';
      clock.now += DAY_MS;
      return order;
    }
  };
  const mode = FAILURES[situation];
  if (mode !== undefined) fake.fail(mode);
  switch (situation) {
    case 'unanswered-inquiry':
    case 'unanswered-and-transferred':
      return note(await fake.handOver());
    case 'unanswered-over-24h': {
      const inquiry = await fake.handOver({ leftMs: -MINUTE_MS });
      await fake.tick();
      return note(inquiry);
    }
    case 'answered-inquiry':
    case 'confirmed-inquiry':
    case 'ended-inquiry': {
      const kind = endpoint === 'call-centre.confirm' ? 'confirm' : 'reply';
      const inquiry = await fake.handOver({ kind });
      const end = {
        'answered-inquiry': fake.answer,
        'confirmed-inquiry': fake.confirm,
        'ended-inquiry': fake.decide,
      };
      await end[situation](inquiry.inquiryId);
      return note(inquiry);
    }
    case 'transferred-inquiry':
      return note(await fake.handOver({ kind: 'confirm' }));
    case 'transferred-over-24h':
      return note(await fake.handOver({ kind: 'confirm', leftMs: -HOUR_MS }));
    case 'old-inquiry': {
      const { inquiryId } = await fake.handOver({ inquiryAt: Date.parse(contractNow) - 20 * DAY_MS });
      await fake.edit(inquiryId, (made) => ({ ...made, vendorItemId: ids['$vendorItemId'] ?? '' }));
      return inquiryId;
    }
    case 'inquiry-of-other-option': {
      const { inquiryId } = await fake.handOver();
      await fake.edit(inquiryId, (made) => ({ ...made, vendorItemId: '1', orderId: '2' }));
      return inquiryId;
    }
    case 'inquiry-of-other-vendor':
    case 'order-of-other-vendor':
      return note(await fake.handOver({ vendor: OTHER_VENDOR }));
    case 'unanswered-question':
    case 'answered-question':
    case 'deleted-question': {
      const { inquiryId, vendorItemId } = await fake.product.ask({ topic: 'shipping' });
      if (situation === 'answered-question') await fake.product.answer(inquiryId);
      if (situation === 'deleted-question') await fake.product.remove(inquiryId);
      Object.assign(ids, { $questionId: inquiryId, $vendorItemId: vendorItemId });
      return inquiryId;
    }
    case 'order':
      return (await ofOrder('delivered')).orderId;
    case 'cancelled-order':
      return (await ofOrder('returned')).orderId;
    case 'return':
      return (await ofOrder('returned', ({ returns }) => returns[0]?.status === 'RETURNS_UNCHECKED')).orderId;
    case 'cancellation':
      return (await ofOrder('cancelled-early')).orderId;
    case 'exchange':
      return (await ofOrder('exchanged', ({ exchanges }) => exchanges[0]?.status === 'PROGRESS')).orderId;
    default:
      return undefined;
  }
};

type Order = NonNullable<ReturnType<FakeInProcess['orders']['of']>>;
