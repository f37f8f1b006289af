import { DAY_MS, SECOND_MS } from '../time.ts';
import { type GatewayAnswer, ok, okList, refusal } from '../answers.ts';
import type { SimulatedVendor } from '../simulated-vendor.ts';
import { marketTime } from '../odd-shapes.ts';
import { get, type Route } from '../route.ts';
import { isOf } from '../simulated-vendor.ts';
import type { SimulatedBox, SimulatedExchange, SimulatedOrder, SimulatedReturn } from './make-order.ts';
import { renderBox, renderExchange, renderHistory, renderReturn } from './render-order.ts';

export type OrderParts = {
  /** Any seller's order. */
  find: (orderId: string) => SimulatedOrder | undefined;
  /** Every seller's orders. */
  all: () => SimulatedOrder[];
};

const LONGEST_OF_RETURNS_MS = 31 * DAY_MS;
/** Exactly seven days are refused. */
const LONGEST_OF_EXCHANGES_MS = 7 * DAY_MS - SECOND_MS;

/** The calls about an order. Source: coupang-api.md section 8. */
export const orderRoutes = ({ find, all }: OrderParts): Route[] => {
  /** The order of this number, or all. */
  const ordersOf = (vendor: SimulatedVendor, orderId: string | null): SimulatedOrder[] =>
    (orderId === null ? all() : [find(orderId)]).filter(
      (order): order is SimulatedOrder => order !== undefined && isOf(order, vendor),
    );
  /** Answers with the part of the vendor's orders that a number in the path names. */
  const lookUp = <Found>(
    vendor: SimulatedVendor,
    select: (order: SimulatedOrder) => readonly Found[],
    render: (order: SimulatedOrder, found: Found) => GatewayAnswer,
  ): GatewayAnswer => {
    for (const order of ordersOf(vendor, null)) {
      const [found] = select(order);
      if (found !== undefined) return render(order, found);
    }
    // Assumption: the answer to an unknown number is not documented.
    return refusal(404, 'Not Found');
  };
  const getOf = (
    path: string,
    answer: (vendor: SimulatedVendor, query: URLSearchParams, id: string) => GatewayAnswer,
  ): Route =>
    get(`openapi/apis/api/${path}`, ({ vendors: [vendor], url, id, spoilt }) =>
      spoilt?.mode === 'data-null' ? ok(null) : answer(vendor, url.searchParams, id),
    );

  return [
    getOf('v5/vendors/:vendorId/:id/ordersheets', (vendor, _query, orderId) => {
      const [order] = ordersOf(vendor, orderId);
      if (order?.isCancelled) return refusal(400, cancelledMessage(order));
      if (order !== undefined) return ok(order.boxes.map((box) => renderBox(order, box)));
      return refusal(400, find(orderId) === undefined ? MESSAGES.unknown : MESSAGES.otherSellers);
    }),
    getOf('v5/vendors/:vendorId/ordersheets/:id', (vendor, _query, boxId) =>
      lookUp(vendor, boxOf(boxId), (order, box) => ok(renderBox(order, box))),
    ),
    getOf('v5/vendors/:vendorId/ordersheets/:id/history', (vendor, _query, boxId) =>
      lookUp(vendor, boxOf(boxId), (order, box) => ok([renderHistory(order, box)])),
    ),
    getOf('v6/vendors/:vendorId/returnRequests/:id', (vendor, _query, receiptId) =>
      lookUp(
        vendor,
        ({ returns }) => returns.filter((each) => each.receiptId === receiptId && each.type === 'RETURN'),
        (order, given) => ok([renderReturn(order, given)], '200'),
      ),
    ),
    getOf('v6/vendors/:vendorId/returnRequests', (vendor, query) => {
      const [orderId, status] = [query.get('orderId'), query.get('status')];
      const isOfPayment = query.get('cancelType') === 'CANCEL';
      if (orderId === null && status === null && !isOfPayment) return refusal(400, MESSAGES.noOrder);
      if (orderId !== null && query.get('searchType') === 'timeFrame') return refusal(400, MESSAGES.noList);
      const span = readSpan(query, DAY_OR_MINUTE, LONGEST_OF_RETURNS_MS);
      // Assumption: an order's number alone lists its returns.
      if (orderId === null && span === undefined) return refusal(400, MESSAGES.noList);
      const isListed = ({ at, status: state, isAtPayment }: SimulatedReturn) =>
        (isAtPayment ?? false) === isOfPayment &&
        (status === null || RETURN_STATES[state] === status) &&
        (span === undefined || isWithin(marketTime(at, vendor.market), span));
      return okList(
        ordersOf(vendor, orderId).flatMap((order) =>
          order.returns.filter(isListed).map((given) => renderReturn(order, given)),
        ),
      );
    }),
    getOf('v4/vendors/:vendorId/exchangeRequests', (vendor, query) => {
      // Taiwan has no exchanges. Its answer is not documented.
      if (vendor.market !== 'KR') return refusal(404, 'Not Found');
      const span = readSpan(query, SECOND, LONGEST_OF_EXCHANGES_MS);
      if (span === undefined) return refusal(400, MESSAGES.span);
      const isListed = ({ at, status }: SimulatedExchange) =>
        status === (query.get('status') ?? status) && isWithin(marketTime(at, vendor.market), span);
      return okList(
        ordersOf(vendor, query.get('orderId')).flatMap((order) =>
          order.exchanges.filter(isListed).map((given) => renderExchange(order, given)),
        ),
      );
    }),
  ];
};

const boxOf =
  (boxId: string) =>
  ({ boxes }: SimulatedOrder): SimulatedBox[] =>
    boxes.filter((box) => box.boxId === boxId);

/** The exact messages of the order call, and those of the lists that are known. Source: coupang-api.md section 8. */
const MESSAGES = {
  unknown: '유효하지 않은 주문번호 입니다.',
  otherSellers: '다른 판매자의 주문을 조회할 수 없습니다.',
  noOrder: "OrderId can't be null, if doesn't pass the parameter status",
  noList: 'Invalid search condition',
  span: 'createdAtTo - createdAtFrom should less then 7day',
} as const;

/** Coupang spaces this message in two ways. */
const cancelledMessage = ({ orderId }: SimulatedOrder): string =>
  Number(orderId.slice(-1)) % 2 === 0
    ? '해당 주문이 취소 또는 반품 되었습니다.'
    : '해당 주문이 취소 또는 반품되었습니다.';

/** The words of the filter for the states of returns. */
const RETURN_STATES: Record<SimulatedReturn['status'], 'RU' | 'UC' | 'CC' | 'PR'> = {
  RELEASE_STOP_UNCHECKED: 'RU',
  RETURNS_UNCHECKED: 'UC',
  VENDOR_WAREHOUSE_CONFIRM: 'UC',
  REQUEST_COUPANG_CHECK: 'PR',
  RETURNS_COMPLETED: 'CC',
};

/** In the market's time, without an offset. The last day or minute is included. */
type Span = { from: string; to: string };

/** @returns undefined unless both ends have the form, in order, and are not too far apart */
const readSpan = (query: URLSearchParams, form: RegExp, longestMs: number): Span | undefined => {
  const [from = '', to = ''] = ['createdAtFrom', 'createdAtTo'].map((name) => query.get(name) ?? '');
  if (![from, to].every((text) => form.test(text))) return undefined;
  const ms = Date.parse(timeOf(to)) - Date.parse(timeOf(from));
  return ms >= 0 && ms <= longestMs ? { from, to } : undefined;
};

const DAY_OR_MINUTE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?$/;
const SECOND = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/;

const timeOf = (text: string): string => `${text}${'T00:00:00Z'.slice(text.length - 10)}`;

const isWithin = (at: string, { from, to }: Span): boolean => {
  const time = at.replace(' ', 'T');
  return time >= from && time.slice(0, to.length) <= to;
};
