import {
  type Box,
  BOX_STATUSES,
  EXCHANGE_STATUSES,
  FAULTS,
  type OrderFacts,
  type OrderItem,
  RETURN_STATUSES,
  type ReturnRequest,
} from '../../../lib/domain/order/order.ts';
import { DAY_MS, HOUR_MS } from '../../../lib/domain/time/durations.ts';
import { buildOrderView } from '../../../lib/slack/acts/build-order-view.ts';
import type { Contact, NoFacts, OrderContent } from '../../../lib/workflows/ports/slack.ts';
import { type Entry, linkTo, NOW, opened, type Team } from './made-up-team.ts';

const SHOWN_TO = { by: 'U0CS', channel: 'C0CS', order: 0 };
const OPTION = '90012345678';

/** The view of an order in each of its states, and the view of exchanges. */
export const listOrders = (team: Team): Entry[] => {
  const { vendor } = team;
  const ticket = team.ticket({ vendorItemId: OPTION });
  const waiting = (part: OrderContent['part']) => buildOrderView(ticket, vendor, { ...SHOWN_TO, part });
  const filled = (facts: OrderFacts | NoFacts, contacts: Contact[] | 'unread' = []) => {
    const part = facts.is === 'exchanges' ? ('exchanges' as const) : ('order' as const);
    const hasNumber = facts.is !== 'refused' && facts.is !== 'no-order';
    const content = { orderId: hasNumber ? '12000012345678' : '', facts, linkTo };
    return buildOrderView(
      ticket,
      vendor,
      { ...SHOWN_TO, part },
      { ...content, ...(contacts !== 'unread' && { contacts }) },
    );
  };
  const facts = factsIn(team);
  return [
    opened('order, waiting for Coupang', waiting('order')),
    opened('exchanges, waiting for Coupang', waiting('exchanges')),
    opened('order, delivered', filled(facts.delivered, contactsIn(team))),
    opened('order, just paid', filled(facts.paid)),
    opened('order, a box of each status', filled(facts.eachStatus)),
    opened('order, many items', filled(facts.manyItems)),
    opened('order, without a box', filled({ is: 'boxes', boxes: [] })),
    opened('order, returned', filled(facts.returned, contactsIn(team).slice(0, 1))),
    opened('order, returns of each status', filled(facts.eachReturn)),
    opened('order, cancelled or returned, without a request', filled({ is: 'cancelled', returns: [] })),
    opened('order, cancelled or returned, requests unread', filled({ is: 'cancelled' })),
    opened('exchanges, of each status', filled(facts.exchanges)),
    opened('exchanges, none', filled({ ...facts.exchanges, exchanges: [] })),
    ...(
      [
        { is: 'wrong-number' },
        { is: 'other-seller' },
        { is: 'spent' },
        { is: 'late' },
        { is: 'no-order' },
        { is: 'stopped', cause: 'throttled' },
        { is: 'stopped', cause: 'wrong-path' },
        { is: 'failed', cause: 'coupang-down' },
        { is: 'failed', cause: 'bad-request' },
        { is: 'failed', cause: 'vendor-inactive' },
        { is: 'failed', cause: 'not-polling' },
        { is: 'refused', refusal: { code: 'not-member' } },
      ] as const
    ).map((none) =>
      opened('cause' in none ? `order, ${none.is}, ${none.cause}` : `order, ${none.is}`, filled(none)),
    ),
    opened('order, earlier contact unread', filled(facts.delivered, 'unread')),
  ];
};

const CARRIERS = { KR: '가나택배', TW: '甲乙物流' };
const REASONS = {
  KR: '사이즈가 작아요 (단순변심)',
  TW: '尺寸不合（個人因素）',
};
const ORDERED_AT = NOW - 4 * DAY_MS;

const factsIn = ({ vendor: { market }, ticket, rewrite }: Team) => {
  const name = ticket().facts.product ?? '';
  const other = ticket({ source: 'product' }).facts.product ?? '';
  const items: OrderItem[] = [{ vendorItemId: OPTION, name, count: 2, cancelled: 1 }];
  const paid: Box = { status: 'ACCEPT', orderedAt: ORDERED_AT, paidAt: ORDERED_AT + 60_000, items };
  const sent: Box = {
    ...paid,
    status: 'DELIVERING',
    carrier: rewrite(CARRIERS[market]),
    invoice: rewrite('612345678901'),
    inTransitAt: NOW - 2 * DAY_MS,
  };
  const delivered: Box = { ...sent, status: 'FINAL_DELIVERY', deliveredAt: NOW - DAY_MS };
  const request: ReturnRequest = {
    type: 'return',
    status: 'VENDOR_WAREHOUSE_CONFIRM',
    since: NOW - 3 * DAY_MS,
    reason: rewrite(REASONS[market]),
    fault: 'CUSTOMER',
    isRefundedFirst: true,
    items: [{ vendorItemId: OPTION, name, cancelled: 1 }],
  };
  const inBoxes = (...boxes: Box[]) => ({ is: 'boxes' as const, boxes });
  return {
    delivered: inBoxes({ ...delivered, items: [{ name, count: 1 }] }),
    paid: inBoxes(paid),
    eachStatus: inBoxes(
      ...BOX_STATUSES.map((status, at) => ({
        ...[paid, paid, paid, sent, delivered, { ...paid, carrier: CARRIERS[market] }][at],
        status,
        items: at === 3 ? items : [{ name: other, count: at + 1 }],
      })),
      { items: [{ vendorItemId: '90012345679' }, {}] },
    ),
    manyItems: inBoxes({
      ...sent,
      items: Array.from({ length: 13 }, (_, at) => ({ name: `${other} ${at + 1}`, count: 1 })),
    }),
    returned: { is: 'cancelled' as const, returns: [request] },
    eachReturn: {
      is: 'cancelled' as const,
      returns: [
        ...RETURN_STATUSES.map((status, at): ReturnRequest => ({
          ...request,
          status,
          ...(FAULTS[at] && { fault: FAULTS[at] }),
          ...(at === 0 && { type: 'cancel' }),
          isRefundedFirst: at % 2 === 1,
        })),
        { items: [] },
      ],
    },
    exchanges: {
      is: 'exchanges' as const,
      exchanges: EXCHANGE_STATUSES.map((status, at) => ({
        status,
        since: NOW - at * DAY_MS,
        fault: 'VENDOR' as const,
        ...(at > 1 && { collectedAt: NOW - HOUR_MS }),
        items: [{ name, count: 1 }],
      })),
      from: NOW - 7 * DAY_MS,
      to: NOW,
    },
  };
};

/** An open ticket without a card, an answered one of the same option, a question of a buyer, and one without its texts. */
const contactsIn = ({ ticket }: Team): Contact[] => {
  const contactOf = (
    { key, facts }: ReturnType<Team['ticket']>,
    changes: Partial<Contact> & { daysAgo: number },
  ): Contact => {
    const { daysAgo, ...rest } = changes;
    const { text, kind, state, outcome } = facts;
    return {
      key,
      of: 'order',
      askedAt: NOW - daysAgo * DAY_MS,
      text,
      kind,
      state,
      ...(outcome && { outcome }),
      card: { channel: 'C0CS', ts: '1.1' },
      ...rest,
    };
  };
  const { card: _, ...open } = contactOf(ticket({ kind: 'confirm' }), { daysAgo: 1 });
  return [
    open,
    contactOf(ticket({ state: 'closed', outcome: 'answered' }), { daysAgo: 9, of: 'option' }),
    contactOf(ticket({ source: 'product', state: 'closed', outcome: 'answered' }), {
      daysAgo: 30,
      of: 'option',
    }),
    contactOf(ticket({ state: 'closed', outcome: 'auto-closed', text: '' }), { daysAgo: 80 }),
  ];
};
