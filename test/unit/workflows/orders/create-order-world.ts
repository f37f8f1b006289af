import type { VendorConfig } from '../../../../lib/config/schema.ts';
import type { OrderFacts } from '../../../../lib/domain/order/order.ts';
import type { KeyStop, Stop } from '../../../../lib/domain/reading/vendor-state.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { StoreError } from '../../../../lib/dynamodb/store-error.ts';
import { ticketId } from '../../../../lib/domain/ticket/ticket-id.ts';
import { admitOrderCall, createOrderMemory } from '../../../../lib/workflows/orders/read-order.ts';
import { showOrder, type ShowOrderPorts } from '../../../../lib/workflows/orders/show-order.ts';
import type { OrderRequest } from '../../../../lib/workflows/ports/events.ts';
import type { Contact, NoFacts } from '../../../../lib/workflows/ports/slack.ts';
import { madeUpVendorConfig } from '../../../fixtures/made-up-config.ts';
import { makeTicket } from '../../../fixtures/domain/make-ticket.ts';
import { MINUTE, NOW, VENDOR } from '../../../fixtures/domain/made-up.ts';
import { keepLog } from '../../slack/keep-log.ts';

export const ORDER_ID = '30000000000001';
export const PERSON = 'U0ANN';
export const BOXES: Extract<OrderFacts, { is: 'boxes' }> = {
  is: 'boxes',
  boxes: [{ boxId: '1', invoice: '2', items: [] }],
};
export const CONTACT: Contact = {
  key: makeTicket({ inquiryId: '9' }).key,
  of: 'order',
  askedAt: NOW,
  text: 'made up',
  kind: 'reply',
  state: 'open',
};

export const outage = (): Promise<never> =>
  Promise.reject(new StoreError('unavailable', 'made up: the table is down'));

type Shown = { view: string; orderId?: string; facts: OrderFacts | NoFacts; contacts?: readonly Contact[] };

/** A clock that stands until a test moves it. */
const createTime = () => {
  let now = NOW;
  let sleepers: { at: number; wake: () => void }[] = [];
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const sleep = (ms: number): Promise<void> =>
    new Promise((wake) => void sleepers.push({ at: now + ms, wake }));
  const pass = async (ms: number): Promise<void> => {
    await settle();
    now += ms;
    for (const { wake } of sleepers.filter(({ at }) => at <= now)) wake();
    sleepers = sleepers.filter(({ at }) => at > now);
    await settle();
  };
  return { clock: { now: () => now }, sleep, pass };
};

/** The workflow on made-up ports. `with_`: replaces ports. */
export const createOrderWorld = ({
  tickets = [makeTicket()],
  vendors = [{}],
}: { tickets?: Ticket[]; vendors?: Parameters<typeof madeUpVendorConfig>[0][] } = {}) => {
  const { clock, sleep, pass } = createTime();
  const log = keepLog();
  const calls: string[] = [];
  const taken: number[] = [];
  const shown: Shown[] = [];
  const stops: { own?: KeyStop; egress?: Stop } = {};
  const configs: VendorConfig[] = vendors.map((vendor) =>
    madeUpVendorConfig({ live: true, ...vendor }, { acting: 'on' }),
  );
  const admit = admitOrderCall(
    VENDOR,
    {
      stop: async () => undefined,
      noteStop: async () => undefined,
      take: async (_vendor, now) => {
        if (taken.filter((at) => at > now - MINUTE).length >= 10) return false;
        taken.push(now);
        return true;
      },
    },
    clock,
  );
  const call = async <T>(name: string, answer: T): Promise<T> => {
    await admit();
    calls.push(name);
    return answer;
  };
  const ports: ShowOrderPorts = {
    acting: true,
    isWorkspaceKnown: true,
    vendorOf: ({ market, vendorId }) =>
      configs.find((vendor) => vendor.market === market && vendor.id === vendorId),
    reader: {
      ticket: async (key) => tickets.find((ticket) => ticketId(ticket.key) === ticketId(key)),
    },
    door: { membersOf: () => Promise.reject(new Error('not needed')) },
    orders: {
      order: (orderId) => call(`order ${orderId}`, BOXES),
      returns: (orderId) => call(`returns ${orderId}`, [{ receiptId: '3', items: [] }]),
      exchanges: (orderId, { from, to }) =>
        call(`exchanges ${orderId} of ${(to - from) / MINUTE} min`, [{ exchangeId: '4', items: [] }]),
    },
    source: { keyFingerprint: async () => 'key' },
    calls: {
      stop: async () => stops.own,
      noteStop: async (_vendor, stop) => void (stops.own = stop),
      take: () => Promise.reject(new Error('the client takes them')),
    },
    states: { egressBlock: async () => stops.egress },
    memory: createOrderMemory(clock),
    views: {
      showOrder: async ({ id }, _ticket, { orderId, facts, contacts }) => {
        shown.push({ view: id, orderId, facts, ...(contacts && { contacts }) });
        return 'shown';
      },
      fillFacts: async ({ id }, _ticket, facts) => {
        shown.push({ view: `form ${id}`, facts });
        return 'shown';
      },
    },
    readContacts: async () => [CONTACT],
    sleep,
    clock,
    log,
  };
  return {
    ports,
    log,
    calls,
    shown,
    stops,
    pass,
    now: clock.now,
    taken,
    press: (changes: Partial<OrderRequest> = {}, with_: Partial<ShowOrderPorts> = {}) =>
      showOrder(requestOf(clock.now(), changes), { egress: 'made-up' }, { ...ports, ...with_ }),
  };
};

const requestOf = (pressedAt: number, changes: Partial<OrderRequest>): OrderRequest =>
  Object.assign(
    {
      ticket: makeTicket().key,
      by: PERSON,
      channel: 'C0CS',
      view: { id: 'V1', hash: '1.a' },
      order: 0,
      part: 'order' as const,
      pressedAt,
    },
    changes,
  );

export const FORM = { part: 'facts', form: { mark: 'a', field: 'text-a' } } as const;
