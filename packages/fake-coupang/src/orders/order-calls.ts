import type { Context, Hono } from 'hono';
import { DAY_MS } from '../time.ts';
import type { Call } from '../admit-call.ts';
import { type GatewayAnswer, ok, okList, refusal } from '../answers.ts';
import type { SimulatedVendor } from '../list-inquiries.ts';
import { marketTime } from '../odd-shapes.ts';
import type { SimulatedOrder } from './make-order.ts';
import { renderBox, renderExchange, renderReturn } from './render-order.ts';

export type OrderParts = {
  /** Any seller's order. */
  find: (orderId: string) => SimulatedOrder | undefined;
};

const API = '/v2/providers/openapi/apis/api';
const LONGEST_SPAN_MS = 7 * DAY_MS;

/**
 * Adds the calls about an order to the gateway. Source: coupang-api.md section 8.
 * @param serve admits the call as the gateway does, and sends its answer
 */
export const addOrderCalls = <Env extends object>(
  app: Hono<Env>,
  serve: (c: Context<Env>, call: Call) => Promise<Response>,
  { find }: OrderParts,
): void => {
  const findOwn = (orderId: string, vendor: SimulatedVendor) => {
    const order = find(orderId);
    return order?.vendorId === vendor.vendorId && order.market === vendor.market ? order : undefined;
  };
  const ofVendor =
    (answer: (vendor: SimulatedVendor, query: URLSearchParams) => GatewayAnswer) =>
    (c: Context<Env>): Promise<Response> =>
      serve(c, (vendors, spoilt) => {
        const vendor = vendors.find(({ vendorId }) => vendorId === c.req.param('vendorId'));
        if (vendor === undefined) return refusal(404, 'Not Found');
        return spoilt?.mode === 'data-null' ? ok(null) : answer(vendor, new URL(c.req.raw.url).searchParams);
      });

  app.get(`${API}/v5/vendors/:vendorId/:orderId/ordersheets`, (c) =>
    ofVendor((vendor) => {
      const orderId = c.req.param('orderId') ?? '';
      const order = findOwn(orderId, vendor);
      if (order?.isCancelled) return refusal(400, cancelledMessage(order));
      if (order !== undefined) return ok(order.boxes.map((box) => renderBox(order, box)));
      return refusal(400, find(orderId) === undefined ? MESSAGES.unknown : MESSAGES.otherSellers);
    })(c),
  );
  app.get(
    `${API}/v6/vendors/:vendorId/returnRequests`,
    ofVendor((vendor, query) => {
      const orderId = query.get('orderId');
      if (orderId === null && query.get('status') === null) return refusal(400, MESSAGES.noOrder);
      // Lists by time are not made up: the program reads the returns of one order.
      if (orderId === null || query.get('searchType') === 'timeFrame') return refusal(400, MESSAGES.noList);
      const order = findOwn(orderId, vendor);
      return okList(order?.returns.map((given) => renderReturn(order, given)) ?? []);
    }),
  );
  app.get(
    `${API}/v4/vendors/:vendorId/exchangeRequests`,
    ofVendor((vendor, query) => {
      // Taiwan has no exchanges. Its answer is not documented.
      if (vendor.market !== 'KR') return refusal(404, 'Not Found');
      const [from, to] = [query.get('createdAtFrom') ?? '', query.get('createdAtTo') ?? ''];
      if (!isSpan(from, to)) return refusal(400, MESSAGES.span);
      const order = findOwn(query.get('orderId') ?? '', vendor);
      const within = order?.exchanges.filter(({ at }) => isWithin(marketTime(at, vendor.market), from, to));
      return okList(order && within ? within.map((given) => renderExchange(order, given)) : []);
    }),
  );
};

/** The exact messages of the order call, and those of the lists that are known. Source: coupang-api.md section 8. */
const MESSAGES = {
  unknown: '유효하지 않은 주문번호 입니다.',
  otherSellers: '다른 판매자의 주문을 조회할 수 없습니다.',
  noOrder: "OrderId can't be null, if doesn't pass the parameter status",
  noList: 'Invalid search condition',
  span: 'The time range must be at most 7 days, as yyyy-MM-ddTHH:mm:ss',
} as const;

/** Coupang spaces this message in two ways. */
const cancelledMessage = ({ orderId }: SimulatedOrder): string =>
  Number(orderId.slice(-1)) % 2 === 0
    ? '해당 주문이 취소 또는 반품 되었습니다.'
    : '해당 주문이 취소 또는 반품되었습니다.';

const isSpan = (from: string, to: string): boolean => {
  const [start, end] = [from, to].map((text) =>
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(text) ? Date.parse(`${text}Z`) : Number.NaN,
  );
  if (start === undefined || end === undefined) return false;
  return end >= start && end - start <= LONGEST_SPAN_MS;
};

/** All times are the market's, without an offset. */
const isWithin = (at: string, from: string, to: string): boolean => {
  const time = at.replace(' ', 'T');
  return time >= from && time <= to;
};
