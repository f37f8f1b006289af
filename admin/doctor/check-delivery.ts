import { type Lanes } from '../../lib/workflows/ports/lanes.ts';
import { LANE_HELD_TOO_LONG_MS } from '../../lib/config/names.ts';
import { MARKET_ZONES } from '../../lib/config/market.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import { type Deliverable, deliverableId } from '../../lib/domain/delivery/deliverable.ts';
import type { Retry } from '../../lib/domain/ticket/ticket.ts';
import type { TicketReader } from '../../lib/workflows/ports/ticket-store.ts';
import { readDeliverable, type DeliverableReader } from '../../lib/workflows/outbox/read-deliverable.ts';
import { type Check, fail, ok, warn, formatInstant } from './check.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

const REFUSED = 'refused messages';
const LANES = 'lanes';

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
): Promise<Check[]> => [
  ...(await checkRefused(vendors, store, now)),
  ...(await checkLanes(vendors, store, now)),
];

const checkRefused = async (vendors: readonly VendorRef[], store: Store, now: number): Promise<Check[]> => {
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
      if (deliverable) found.push(...refusedOf(deliverable));
    }
  }
  if (found.length === 0) return [ok(REFUSED, `none, among ${pending} that Slack does not show yet`)];
  const more = found.length - MOST_NAMED;
  return [
    ...found.slice(0, MOST_NAMED),
    ...(more > 0 ? [fail(REFUSED, `${more} more`, 'Fix those above first, then run the doctor again.')] : []),
  ];
};

/** The present version retries refusals of an earlier version at once, so they do not count. */
const refusedOf = (deliverable: Deliverable): Check[] =>
  Object.entries(deliverable.delivery.retries).flatMap(([name, retry]) =>
    retry && retry.version >= deliverable.outbox.version ? [describeRefused(deliverable, name, retry)] : [],
  );

/** After a single try the cause may be temporary. */
const describeRefused = (
  deliverable: Deliverable,
  name: string,
  { at, since, times, reason }: Retry,
): Check => {
  const zone = MARKET_ZONES[deliverable.key.market];
  const what = `${deliverableId(deliverable.key)}: ${name} is refused (${reason}) since ${formatInstant(since, zone)}; tries so far: ${times}, the next ${formatInstant(at, zone)}`;
  return times > 1
    ? fail(
        REFUSED,
        what,
        'See RUNBOOK.md, Messages refused. It goes out by itself once Slack takes it, and nothing waits for it.',
      )
    : warn(REFUSED, what, 'Nothing yet: it is tried again at that time.');
};

const checkLanes = async (vendors: readonly VendorRef[], { lanes }: Store, now: number): Promise<Check[]> => {
  const held: Check[] = [];
  for (const vendor of vendors) {
    const { token, until = 0, heldSince = now } = (await lanes.read(vendor)) ?? {};
    if (token === undefined || until <= now || now - heldSince <= LANE_HELD_TOO_LONG_MS) continue;
    const minutes = Math.round((now - heldSince) / MINUTE_MS);
    held.push(
      warn(
        LANES,
        `the lane of ${vendor.market} ${vendor.vendorId} has been held without a break for ${minutes} min`,
        'After a burst of hundreds of hand-overs: nothing. Otherwise see RUNBOOK.md, Lane held on and on.',
      ),
    );
  }
  return held.length > 0 ? held : [ok(LANES, 'none is held for too long')];
};
