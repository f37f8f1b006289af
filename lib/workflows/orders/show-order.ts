import { isOffered, ordersOf } from '../../domain/order/orders-of.ts';
import type { OrderFacts } from '../../domain/order/order.ts';
import { NotifierError } from '../../domain/notifier-error.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { SECOND_MS } from '../../domain/time/durations.ts';
import { findPressed, type RightPorts } from '../acts/find-pressed.ts';
import type { OrderRequest } from '../ports/events.ts';
import { CALL_GRACE_MS } from '../ports/coupang.ts';
import type { Contact, NoFacts, OrderContent, OrderViews } from '../ports/slack.ts';
import { NOT_CALLED, readOrder, type ReadOrderPorts, type WantedOrder } from './read-order.ts';

export type ShowOrderPorts = RightPorts &
  ReadOrderPorts & {
    views: OrderViews;
    /** The newest earlier tickets of the ticket's orders and option. */
    readContacts: (ticket: Ticket) => Promise<readonly Contact[]>;
    /** Ends early, without an error, if the signal aborts. */
    sleep: (ms: number, signal: AbortSignal) => Promise<unknown>;
  };

/**
 * The result for the log: the kind of facts that the view shows, or why it shows none. `closed`: the person closed the view, or it shows
 * something newer. `expired`: the request was too old. `not-offered`: this ticket does not offer the part.
 */
export type ShowOrderResult =
  | OrderFacts['is']
  | NoFacts['is']
  | 'closed'
  | 'expired'
  | 'not-offered'
  | 'no-ticket'
  | 'failed';

/** Drops requests older than this, however late the bus delivers them. A request as far in the future has a broken time. */
const EXPIRES_AFTER_MS = 30 * SECOND_MS;
/** After this time, measured from the press, the view says that Coupang took too long. */
const GIVE_UP_AFTER_MS = 10 * SECOND_MS;
const LAST_CALL_AFTER_MS = GIVE_UP_AFTER_MS - CALL_GRACE_MS;

/**
 * Reads the order behind an inquiry at Coupang, and fills the view that a person opened (A10, R32). The request is not trusted: the number of
 * the order comes from the ticket, and the person's right is checked again before Coupang is called. Never throws: a repetition would come
 * too late.
 */
export const showOrder = async (
  request: OrderRequest,
  settings: { egress: string },
  ports: ShowOrderPorts,
): Promise<ShowOrderResult> => {
  const now = ports.clock.now();
  const ageMs = now - request.pressedAt;
  // NaN fails this comparison.
  if (!(Math.abs(ageMs) <= EXPIRES_AFTER_MS)) return 'expired';
  if (!isOffered(request.part, request.ticket)) return 'not-offered';
  const timer = new AbortController();
  // Another machine's clock may be ahead.
  const pressedAt = Math.min(request.pressedAt, now);
  const endsAt = pressedAt + GIVE_UP_AFTER_MS;
  const timeIsUp = ports.sleep(Math.max(0, endsAt - now), timer.signal).then((): typeof LATE => LATE);
  try {
    return await show(request, settings, ports, {
      stopAt: pressedAt + LAST_CALL_AFTER_MS,
      endsAt,
      orLate: (work) => Promise.race([work, timeIsUp]),
    });
  } catch (error) {
    logFailure(error, ports);
    return 'failed';
  } finally {
    timer.abort();
  }
};

type Content = Pick<OrderContent, 'facts' | 'contacts'>;

const LATE = 'late';
type Limits = Pick<WantedOrder, 'stopAt' | 'endsAt'> & {
  orLate: <T>(work: Promise<T>) => Promise<Awaited<T> | typeof LATE>;
};

const show = async (
  request: OrderRequest,
  settings: { egress: string },
  ports: ShowOrderPorts,
  limits: Limits,
): Promise<ShowOrderResult> => {
  let reading: Promise<Ticket | undefined> | undefined;
  const reader: RightPorts['reader'] = { ticket: (key) => (reading ??= ports.reader.ticket(key)) };
  const fill = async (ticket: Ticket, content: Content): Promise<ShowOrderResult> => {
    const shown = await fillView(request, ticket, content, ports.views);
    return shown === 'closed' ? 'closed' : content.facts.is;
  };
  try {
    const content = await readContent(request, settings, { ...ports, reader }, limits);
    // The view needs the ticket, even if the table answers too late.
    const ticket = await reading;
    return ticket ? await fill(ticket, content) : 'no-ticket';
  } catch (error) {
    const ticket = await reading;
    if (!ticket) throw error;
    logFailure(error, ports);
    // Also if Slack refused the filled view: a plain text may still be shown.
    return fill(ticket, { facts: NOT_CALLED });
  }
};

const readContent = async (
  request: OrderRequest,
  settings: { egress: string },
  ports: ShowOrderPorts,
  { orLate, ...times }: Limits,
): Promise<Content> => {
  const { by, channel, ticket: key } = request;
  const found = await orLate(findPressed({ by, channel, key }, 'claim', ports));
  if (found === LATE) return { facts: { is: 'late' } };
  if ('refusal' in found) return { facts: { is: 'refused', refusal: found.refusal } };
  const { ticket } = found;
  const orderId = ordersOf(ticket.facts)[request.order];
  if (orderId === undefined) return { facts: { is: 'no-order' } };
  const part = request.part === 'exchanges' ? 'exchanges' : 'order';
  const [facts, contacts] = await Promise.all([
    orLate(readOrder({ vendor: key, orderId, part, ...times }, settings, ports)),
    request.part === 'order' ? orLate(readContactsOrLog(ticket, ports)) : undefined,
  ]);
  return {
    facts: facts === LATE ? { is: 'late' } : facts,
    ...(contacts !== LATE && contacts && { contacts }),
  };
};

const readContactsOrLog = (ticket: Ticket, ports: ShowOrderPorts): Promise<readonly Contact[] | undefined> =>
  ports.readContacts(ticket).catch((error: unknown) => {
    logFailure(error, ports);
    return undefined;
  });

const fillView = (
  request: OrderRequest,
  ticket: Ticket,
  content: Content,
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

/** Logs only our own messages: a foreign error may quote Coupang's answer. */
const logFailure = (error: unknown, { log }: Pick<ShowOrderPorts, 'log'>): void => {
  if (error instanceof NotifierError) log.warn(error.message, { code: error.code });
  else
    log.error('a view of an order could not be completed', {
      error: error instanceof Error ? error.name : 'unknown',
    });
};
