import type { Lanes, TicketReader } from '../../lib/workflows/ports/store.ts';
import { LANE_HELD_TOO_LONG_MS } from '../../lib/config/names.ts';
import { MARKET_ZONES } from '../../lib/config/market.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import { type Deliverable, deliverableId } from '../../lib/domain/delivery/deliverable.ts';
import type { Retry } from '../../lib/domain/ticket/ticket.ts';
import { readDeliverable, type DeliverableReader } from '../../lib/workflows/outbox/read-deliverable.ts';
import { type Check, fail, ok, warn, formatInstant, type Words } from './check.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

/** The most pending messages of a vendor that are read: first those that wait for a retry, then the oldest. */
const MOST_READ = 50;
const MOST_NAMED = 5;

type Store = DeliverableReader & { reader: Pick<TicketReader, 'attention'>; lanes: Pick<Lanes, 'read'> };

/**
 * Finds messages that Slack refuses in every form (R22), and lanes that are held for too long (R25).
 * @param now epoch ms
 */
export const checkDelivery = async (
  vendors: readonly VendorRef[],
  store: Store,
  now: number,
  { doctor: { slack } }: Words,
): Promise<Check[]> => [
  ...(await checkRefused(vendors, store, now, slack.refused)),
  ...(await checkLanes(vendors, store, now, slack.lanes)),
];

type Texts = Words['doctor']['slack'];

const checkRefused = async (
  vendors: readonly VendorRef[],
  store: Store,
  now: number,
  words: Texts['refused'],
): Promise<Check[]> => {
  let pending = 0;
  const found: Check[] = [];
  for (const vendor of vendors) {
    const { tickets, notices } = await store.reader.attention(vendor);
    const rows = [...tickets, ...notices].filter(({ rank }) => rank !== undefined);
    pending += rows.length;
    const waits = ({ attentionAt }: { attentionAt: number }): boolean => attentionAt > now;
    const first = rows
      .sort((a, b) => Number(waits(b)) - Number(waits(a)) || a.changedAt - b.changedAt)
      .slice(0, MOST_READ);
    for (const row of first) {
      const deliverable = await readDeliverable(row, store);
      if (deliverable) found.push(...refusedOf(deliverable, words));
    }
  }
  if (found.length === 0) return [ok(words.name, words.none(pending))];
  const more = found.length - MOST_NAMED;
  return [
    ...found.slice(0, MOST_NAMED),
    ...(more > 0 ? [fail(words.name, words.more(more), words.fixFirst)] : []),
  ];
};

/** The present version retries refusals of an earlier version at once, so they do not count. */
const refusedOf = (deliverable: Deliverable, words: Texts['refused']): Check[] =>
  Object.entries(deliverable.delivery.retries).flatMap(([name, retry]) =>
    retry && retry.version >= deliverable.outbox.version
      ? [describeRefused(deliverable, name, retry, words)]
      : [],
  );

/** After a single try the cause may be temporary. */
const describeRefused = (
  deliverable: Deliverable,
  name: string,
  { at, since, times, reason }: Retry,
  words: Texts['refused'],
): Check => {
  const zone = MARKET_ZONES[deliverable.key.market];
  const what = words.what(deliverableId(deliverable.key), {
    name,
    reason,
    since: formatInstant(since, zone),
    times,
    next: formatInstant(at, zone),
  });
  return times > 1 ? fail(words.name, what, words.seeRunbook) : warn(words.name, what, words.nothingYet);
};

const checkLanes = async (
  vendors: readonly VendorRef[],
  { lanes }: Store,
  now: number,
  words: Texts['lanes'],
): Promise<Check[]> => {
  const held: Check[] = [];
  for (const vendor of vendors) {
    const { token, until = 0, heldSince = now } = (await lanes.read(vendor)) ?? {};
    if (token === undefined || until <= now || now - heldSince <= LANE_HELD_TOO_LONG_MS) continue;
    const minutes = Math.round((now - heldSince) / MINUTE_MS);
    held.push(warn(words.name, words.held(`${vendor.market} ${vendor.vendorId}`, minutes), words.toDo));
  }
  return held.length > 0 ? held : [ok(words.name, words.none)];
};
