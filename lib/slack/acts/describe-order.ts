import type { KnownBlock } from '@slack/web-api';
import { MARKET_ZONES } from '../../config/market.ts';
import type {
  Box,
  Exchange,
  FaultBy,
  OrderFacts,
  OrderItem,
  ReturnRequest,
} from '../../domain/order/order.ts';
import { type BlindCause, TEAM_CAUSE } from '../../domain/reading/vendor-state.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { dateAt } from '../../domain/time/dates.ts';
import type { NoFacts } from '../../workflows/ports/slack.ts';
import { OUR_LIMITS } from '../format/block-limits.ts';
import { bold, code, context, header, type Part, part, quote, richLines, section } from '../format/blocks.ts';
import { cutText, tidyLine } from '../format/cut-text.ts';
import { DATE_AND_TIME, formatAbsolute } from '../format/format-due.ts';
import { joinParts } from '../format/list-lines.ts';
import type { Texts } from '../wording/wording.ts';
import { sayRefusal } from './build-refusal.ts';

/** Boxes, returns or exchanges. Each needs two of the 100 blocks of a view, and the other blocks need room, too. */
const MOST_SHOWN = 20;
const MOST_ITEMS = 10;
const REASON_LENGTH = 300;

/** `option`: the option that the inquiry is about, if there are others. */
type About = { texts: Texts; zone: string; option: string | undefined };

/** Coupang's answer about an order, or why there is none. The status comes first, then the delivery. */
export const describeOrder = (facts: OrderFacts | NoFacts, ticket: Ticket, texts: Texts): KnownBlock[] => {
  const about = {
    texts,
    zone: MARKET_ZONES[ticket.key.market],
    option: itemsIn(facts) > 1 ? ticket.facts.vendorItemId : undefined,
  };
  switch (facts.is) {
    case 'boxes':
      return showBoxes(facts.boxes, about);
    case 'cancelled':
      if (!facts.returns) return [warn(texts.orderView.returnsUnread)];
      return facts.returns.length === 0
        ? [warn(texts.orderView.noReturn)]
        : cut(facts.returns, (request) => showReturn(request, about), texts);
    case 'exchanges':
      return showExchanges(facts, about);
    case 'wrong-number':
      return [warn(texts.orderView.wrongNumber)];
    case 'other-seller':
      return [warn(texts.orderView.otherSeller)];
    default:
      return [warn(sayNoFacts(facts, texts))];
  }
};

/** Why there are no facts, and what to do. */
export const sayNoFacts = (noFacts: NoFacts, texts: Texts): string => {
  const words = texts.orderView.noFacts;
  switch (noFacts.is) {
    case 'refused':
      return sayRefusal(noFacts.refusal, undefined, texts);
    case 'stopped':
      return words.stopped(nameCause(noFacts.cause, texts));
    case 'failed':
      return isRefused(noFacts.cause)
        ? texts.orderView.refusedOrder
        : words.failed(nameCause(noFacts.cause, texts));
    default:
      return words[noFacts.is];
  }
};

/** Coupang refuses a call about an order for other reasons than a poll's: the key is at fault only if Coupang refuses the key. */
const nameCause = (cause: BlindCause, { orderView, blindCause }: Texts): string => {
  if (isRefused(cause)) return orderView.cause.refused;
  if (cause === 'vendor-inactive') return orderView.cause.inactive;
  const name = TEAM_CAUSE[cause];
  return name === 'not-polling' ? orderView.cause.ours : blindCause[name].name;
};

const isRefused = (cause: BlindCause): boolean => cause === 'bad-request' || cause === 'wrong-path';

const itemsIn = (facts: OrderFacts | NoFacts): number => {
  const all = facts.is === 'boxes' ? facts.boxes : facts.is === 'cancelled' ? (facts.returns ?? []) : [];
  return all.reduce((sum, { items }) => sum + items.length, 0);
};

const warn = (text: string): KnownBlock => section(`⚠️ ${text}`);

const cut = <Shown>(
  all: readonly Shown[],
  show: (shown: Shown, at: number) => KnownBlock[],
  texts: Texts,
) => [
  ...all.slice(0, MOST_SHOWN).flatMap(show),
  ...(all.length > MOST_SHOWN ? [section(texts.orderView.more(all.length - MOST_SHOWN))] : []),
];

const showBoxes = (boxes: readonly Box[], about: About): KnownBlock[] => {
  const { texts, option } = about;
  const words = texts.orderView;
  if (boxes.length === 0) return [warn(words.noBox)];
  const sorted = inFront(boxes, ({ items }) => items.some((item) => isOf(item, option)));
  const show = (box: Box, at: number): KnownBlock[] => {
    const place = boxes.length > 1 ? words.box(at + 1, boxes.length) : undefined;
    const status = box.status === undefined ? words.noStatus : words.status[box.status];
    const time = timeIn(about);
    return [
      header(joinParts(place, status)),
      ...rich(
        sayInvoice(box, texts),
        time(words.deliveredAt, box.deliveredAt),
        time(words.inTransitAt, box.inTransitAt),
        time(words.paidAt, box.paidAt),
        time(words.orderedAt, box.orderedAt),
        ...listItems(box.items, about),
      ),
    ];
  };
  return cut(sorted, show, texts);
};

const inFront = <Shown>(all: readonly Shown[], isFirst: (shown: Shown) => boolean): Shown[] => [
  ...all.filter(isFirst),
  ...all.filter((shown) => !isFirst(shown)),
];

const isOf = ({ vendorItemId }: OrderItem, option: string | undefined): boolean =>
  vendorItemId !== undefined && vendorItemId === option;

const sayInvoice = ({ invoice, carrier }: Box, { orderView: words }: Texts): Part[] => {
  const number = outside(invoice, OUR_LIMITS.detail);
  const name = outside(carrier, OUR_LIMITS.detail);
  if (number === '') return name === '' ? [] : label(words.carrier, part(name));
  return join(label(words.invoice, code(number)), name === '' ? [] : [part(name)]);
};

const listItems = (items: readonly OrderItem[], { texts, option }: About): Part[][] => {
  const words = texts.orderView;
  const sorted = inFront(items, (item) => isOf(item, option));
  const lines = sorted.slice(0, MOST_ITEMS).map((item) => {
    const { count, cancelled = 0 } = item;
    return join(
      [part(`• ${nameItem(item, texts)}`)],
      count === undefined ? [] : [part(cancelled === 0 ? words.count(count) : words.shipped(count))],
      cancelled === 0 ? [] : [bold(words.cancelled(cancelled))],
      isOf(item, option) ? [bold(words.inquired)] : [],
    );
  });
  return items.length > MOST_ITEMS ? [...lines, [part(words.more(items.length - MOST_ITEMS))]] : lines;
};

const nameItem = ({ name, vendorItemId }: OrderItem, texts: Texts): string => {
  const number = outside(vendorItemId, OUR_LIMITS.idInList);
  return (
    outside(name, OUR_LIMITS.productInList) ||
    (number === '' ? texts.orderView.noName : texts.number.vendorItemId(number))
  );
};

const showReturn = (request: ReturnRequest, about: About): KnownBlock[] => {
  const { texts } = about;
  const words = texts.orderView;
  const { type = 'unknown', status, isRefundedFirst, items } = request;
  const receipt = receiptOf(request);
  const reason = outside(request.reason, REASON_LENGTH);
  const lines = [
    join(timeIn(about)(words.since, request.since), sayFault(request, texts)),
    receipt === undefined ? [] : label(words.receipt, part(words.received[receipt])),
    isRefundedFirst === undefined
      ? []
      : label(words.refund, part(words.refunded[isRefundedFirst ? 'first' : 'after'])),
  ];
  // The count of an item that comes back, which no reader should take for a cancelled one.
  const list = listItems(
    items.map(({ cancelled: count, ...item }) => ({ ...item, ...(count !== undefined && { count }) })),
    about,
  );
  return [
    header(nameReturn(words.returnType[type], status && words.returnStatus[status])),
    ...(reason === ''
      ? rich(...lines, ...list)
      : [
          {
            type: 'rich_text' as const,
            elements: [
              richLines(nonEmpty([...lines, [bold(words.reason)]])),
              ...quote(reason).elements,
              ...(list.length === 0 ? [] : [richLines(list)]),
            ],
          },
        ]),
  ];
};

/** `반품 · 입고완료`, `반품완료`: most names of a status name the type. */
const nameReturn = (type: string, status = ''): string =>
  status.toLowerCase().includes(type.toLowerCase()) ? status : joinParts(type, status);

/**
 * Whether the seller has the goods. A return is completed after its receipt, unless the refund came first. A cancelled order sends nothing
 * back.
 */
const receiptOf = ({
  type,
  status,
  isRefundedFirst,
}: ReturnRequest): keyof Texts['orderView']['received'] | undefined => {
  if (type === 'cancel' || status === 'RELEASE_STOP_UNCHECKED') return undefined;
  if (status === 'VENDOR_WAREHOUSE_CONFIRM') return 'yes';
  if (status === 'RETURNS_UNCHECKED') return 'no';
  return status === 'RETURNS_COMPLETED' && isRefundedFirst === false ? 'yes' : 'unknown';
};

const showExchanges = (
  { exchanges, from, to }: Extract<OrderFacts, { is: 'exchanges' }>,
  about: About,
): KnownBlock[] => {
  const { texts, zone } = about;
  const words = texts.orderView;
  const show = (exchange: Exchange): KnownBlock[] => {
    const { status, since, collectedAt, items } = exchange;
    // A refused or withdrawn exchange collects nothing, and a completed one may come without the time.
    const isPending = status === 'RECEIPT' || status === 'PROGRESS';
    const time = timeIn(about);
    return [
      header(status === undefined ? words.noStatus : words.exchangeStatus[status]),
      ...rich(
        join(time(words.since, since), sayFault(exchange, texts)),
        collectedAt === undefined && isPending
          ? label(words.collection, part(words.notCollected))
          : time(words.collection, collectedAt),
        ...listItems(items, about),
      ),
    ];
  };
  return [
    ...(exchanges.length === 0 ? [section(words.noExchange)] : cut(exchanges, show, texts)),
    context(words.span(dateAt(from, zone), dateAt(to, zone))),
  ];
};

const sayFault = ({ fault }: { fault?: FaultBy }, { orderView: words }: Texts): Part[] =>
  fault === undefined ? [] : label(words.fault, part(words.faultBy[fault]));

const label = (name: string, ...parts: Part[]): Part[] => [bold(name), part(' '), ...parts];

const timeIn =
  ({ texts, zone }: About) =>
  (name: string, at: number | undefined): Part[] =>
    at === undefined
      ? []
      : label(name, {
          type: 'date',
          timestamp: Math.floor(at / 1000),
          format: DATE_AND_TIME,
          fallback: formatAbsolute(at, zone, texts),
        });

/** Leaves out empty parts of a line. */
const join = (...groups: Part[][]): Part[] =>
  nonEmpty(groups).flatMap((group, at) => (at === 0 ? group : [part(' · '), ...group]));

const rich = (...lines: Part[][]): KnownBlock[] => {
  const shown = nonEmpty(lines);
  return shown.length === 0 ? [] : [{ type: 'rich_text', elements: [richLines(shown)] }];
};

const nonEmpty = (lines: Part[][]): Part[][] => lines.filter((line) => line.length > 0);

/** Outside words in one line. A rich text reads no markup in them. */
const outside = (text = '', limit: number): string => cutText(tidyLine(text), { limit, plain: true });
