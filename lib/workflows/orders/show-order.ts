import { ordersOf } from '../../domain/order/orders-of.ts';
import type { OrderFacts } from '../../domain/order/order.ts';
import { NotifierError } from '../../domain/notifier-error.ts';
import { SOURCES } from '../../domain/sources.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { SECOND_MS } from '../../domain/time/durations.ts';
import { findPressed, type RightPorts } from '../acts/find-pressed.ts';
import type { OrderRequest } from '../ports/event-publisher.ts';
import type { Contact, NoFacts, OrderViews } from '../ports/order-views.ts';
import { readOrder, type ReadOrderPorts } from './read-order.ts';

export type ShowOrderPorts = RightPorts &
  ReadOrderPorts & {
    views: OrderViews;
    /** The newest earlier tickets of the ticket's orders and option. */
    readContacts: (ticket: Ticket) => Promise<readonly Contact[]>;
    /** Ends early, without an error, if the signal aborts. */
    sleep: (ms: number, signal: AbortSignal) => Promise<unknown>;
  };

/**
 * The facts in the view, or why it has none. `closed`: its person closed it. `old`: nobody waits any more. `pointless`: such a view is never
 * opened.
 */
export type ShownOrder =
  | OrderFacts['is']
  | NoFacts['is']
  | 'closed'
  | 'old'
  | 'pointless'
  | 'no-ticket'
  | 'failed';

/** A later event is not answered, whatever the bus allows. An event from as far in the future has a broken time. */
const OLD_AFTER_MS = 30 * SECOND_MS;
/** The person gets an answer after this time, measured from the press. */
const GIVE_UP_AFTER_MS = 10 * SECOND_MS;
/** A call that begins right before may last five seconds more. */
const LAST_CALL_AFTER_MS = 5 * SECOND_MS;

/**
 * Reads the order behind an inquiry at Coupang, and fills the view that a person opened (A10, R32). The request is not trusted: the number of
 * the order comes from the ticket, and the person's right is checked again before Coupang is called. Never throws: a repetition would come
 * too late.
 */
export const showOrder = async (
  request: OrderRequest,
  settings: { egress: string },
  ports: ShowOrderPorts,
): Promise<ShownOrder> => {
  const now = ports.clock.now();
  const ageMs = now - request.pressedAt;
  // A broken time compares as false.
  if (!(Math.abs(ageMs) <= OLD_AFTER_MS)) return 'old';
  if (isPointless(request)) return 'pointless';
  const isDone = new AbortController();
  // Another machine's clock may be ahead.
  const pressedAt = Math.min(request.pressedAt, now);
  const endsAt = pressedAt + GIVE_UP_AFTER_MS;
  const timeIsUp = ports.sleep(Math.max(0, endsAt - now), isDone.signal).then((): typeof LATE => LATE);
  try {
    return await show({ ...request, pressedAt }, settings, ports, (work) => Promise.race([work, timeIsUp]));
  } catch (error) {
    logFailure(error, ports);
    return 'failed';
  } finally {
    isDone.abort();
  }
};

const LATE = 'late';
type OrLate = <T>(work: Promise<T>) => Promise<Awaited<T> | typeof LATE>;

/** Everybody reads the answer to a public question. Coupang has exchanges in Korea alone. */
const isPointless = ({ ticket, part }: OrderRequest): boolean =>
  (part === 'facts' && SOURCES[ticket.source].isPublic) || (part === 'exchanges' && ticket.market !== 'KR');

const show = async (
  request: OrderRequest,
  settings: { egress: string },
  ports: ShowOrderPorts,
  orLate: OrLate,
): Promise<ShownOrder> => {
  const { by, channel } = request;
  let reading: Promise<Ticket | undefined> | undefined;
  const reader: RightPorts['reader'] = { ticket: (key) => (reading ??= ports.reader.ticket(key)) };
  const found = await orLate(
    findPressed({ by, channel, key: request.ticket }, 'claim', { ...ports, reader }),
  );
  // A slow table: the view needs the ticket to explain anything.
  const ticket = await reading;
  if (!ticket) return 'no-ticket';
  const fill = async (facts: OrderFacts | NoFacts, contacts?: readonly Contact[]): Promise<ShownOrder> => {
    const shown = await fillView(request, ticket, { facts, ...(contacts && { contacts }) }, ports.views);
    return shown === 'closed' ? 'closed' : facts.is;
  };
  if (found === LATE) return fill({ is: 'late' });
  if ('refusal' in found) return fill({ is: 'refused', refusal: found.refusal });
  const orderId = ordersOf(ticket.facts)[request.order];
  if (orderId === undefined) return fill({ is: 'no-order' });
  const times = {
    stopAt: request.pressedAt + LAST_CALL_AFTER_MS,
    endsAt: request.pressedAt + GIVE_UP_AFTER_MS,
  };
  const part = request.part === 'exchanges' ? 'exchanges' : 'order';
  const [facts, contacts] = await Promise.all([
    orLate(readOrder({ vendor: ticket.key, orderId, part, ...times }, settings, ports)),
    request.part === 'order' ? orLate(contactsOf(ticket, ports)) : undefined,
  ]);
  return fill(facts === LATE ? { is: 'late' } : facts, contacts === LATE ? undefined : contacts);
};

const contactsOf = (ticket: Ticket, ports: ShowOrderPorts): Promise<readonly Contact[] | undefined> =>
  ports.readContacts(ticket).catch((error: unknown) => {
    logFailure(error, ports);
    return undefined;
  });

const fillView = (
  request: OrderRequest,
  ticket: Ticket,
  content: { facts: OrderFacts | NoFacts; contacts?: readonly Contact[] },
  views: OrderViews,
): Promise<'shown' | 'closed'> => {
  const { view, by, channel, order } = request;
  if (request.part === 'facts')
    return views.fillFacts(view, ticket, content.facts, { ...request.form, channel });
  // A person without the right sees no number.
  const orderId = content.facts.is === 'refused' ? '' : (ordersOf(ticket.facts)[order] ?? '');
  const shownTo = { by, channel, order };
  return views.showOrder(view, ticket, { ...content, orderId, part: request.part }, shownTo);
};

/** A message of another error than ours could quote an answer of Coupang. */
const logFailure = (error: unknown, { log }: Pick<ShowOrderPorts, 'log'>): void => {
  if (error instanceof NotifierError) log.warn(error.message, { code: error.code });
  else log.error('an order could not be shown', { error: error instanceof Error ? error.name : 'unknown' });
};
