import { defined } from '../../domain/defined.ts';
import type { TicketChange } from '../../domain/ticket/ticket-changes.ts';
import { isClosed, type Ticket, type TicketKey } from '../../domain/ticket/ticket.ts';
import { DAY_MS, HOUR_MS } from '../../domain/time/durations.ts';
import { writeChange } from '../outbox/write-change.ts';
import { SourceError, type ProductNames } from '../ports/coupang.ts';
import type { PollPorts, SourceRun } from './source-run.ts';

const CALLS_A_RUN = 5;
const KEPT_MS = 7 * DAY_MS;
/** Open tickets whose names could not be read are tried again after this time. */
const AGAIN_MS = HOUR_MS;

/**
 * Gives open tickets the names of their products: new tickets at once, the others once an hour. A card does not wait for them. A failure
 * only ends the calls for names.
 */
export const readNames = async (
  { client, rows, calls, before }: SourceRun,
  done: readonly Ticket[],
  ports: PollPorts,
): Promise<{ written: Ticket[]; readAt: number | undefined }> => {
  const { clock, reader, names: store } = ports;
  const kind = `names/${client.source}` as const;
  const now = clock.now();
  const { namesReadAt: readAt } = before;
  const isDue = readAt === undefined || now - readAt >= AGAIN_MS;
  const fresh = done
    .filter((ticket) => ticket.outbox.version === 1 && !isClosed(ticket))
    .map(({ key }) => key);
  const others = isDue
    ? rows.filter(({ closedAt, product }) => closedAt === undefined && product === undefined)
    : [];
  const written: Ticket[] = [];
  let made = 0;
  const byProduct = new Map<string, ProductNames | undefined>();
  const load = async (key: TicketKey, sellerProductId: string): Promise<ProductNames | undefined> => {
    const known = await store.read(key, sellerProductId, now);
    if (known || made >= CALLS_A_RUN || !calls.may(kind)) return known;
    made += 1;
    try {
      const names = (await client.productNames?.(sellerProductId, calls.stopAt(kind))) ?? NO_NAMES;
      calls.note(kind, undefined);
      await store.note(key, sellerProductId, names, now + KEPT_MS);
      return names;
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      calls.note(kind, error);
      ports.log.warn(error.message, { vendorId: key.vendorId, code: error.code });
      return undefined;
    }
  };
  for (const key of [...fresh, ...others]) {
    const ticket = await reader.ticket(key);
    const { sellerProductId, product } = ticket?.facts ?? {};
    if (!ticket || isClosed(ticket) || sellerProductId === undefined || product !== undefined) continue;
    if (!byProduct.has(sellerProductId)) byProduct.set(sellerProductId, await load(key, sellerProductId));
    const names = byProduct.get(sellerProductId);
    if (!names || names.product === '') continue;
    const changed = await writeChange(key, (read) => withNames(read, names), now, ports);
    if (changed) written.push(changed);
  }
  return { written, readAt: isDue && others.length > 0 ? now : readAt };
};

const NO_NAMES: ProductNames = { product: '', items: {} };

const withNames = (ticket: Ticket, { product, items }: ProductNames): TicketChange | undefined => {
  const facts = { ...ticket.facts, product, ...defined({ option: items[ticket.facts.vendorItemId ?? ''] }) };
  return isClosed(ticket) ? undefined : { before: ticket, facts, event: 'TicketChanged' };
};
