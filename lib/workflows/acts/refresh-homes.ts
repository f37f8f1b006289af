import type { VendorConfig } from '../../config/schema.ts';
import { findVendor } from '../../config/find-vendor.ts';
import { MARKET_ZONES } from '../../config/market.ts';
import type { QueueFilter } from '../../domain/act/queue.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { forEachSettled, logFailures } from '../outbox/for-each-settled.ts';
import type { HomeMessenger, Home } from '../ports/slack.ts';
import type { HomeView, ShownHomes } from '../ports/store.ts';
import type { Log } from '../ports/log.ts';
import { type HomePorts, readHome } from './read-home.ts';

export type RefreshPorts = HomePorts & {
  acting: boolean;
  vendors: readonly VendorConfig[];
  homes: ShownHomes;
  door: HomeMessenger;
  log: Log;
};

/** Slack allows a hundred views a minute. Source: docs.slack.dev, rate limits, tier 4. */
const MOST_REFRESHED = 50;
const AT_ONCE = 5;

/**
 * Updates the Homes whose tickets have changed since Slack showed them (A7). The next run retries a failed Home.
 * @param vendor the first live vendor that these Homes show
 * @param timeIsUp whether the run must end; the next run shows the rest
 * @returns the number of updated Homes
 */
export const refreshHomes = async (
  vendor: VendorRef,
  timeIsUp: () => boolean,
  ports: RefreshPorts,
): Promise<number> => {
  const { homes, door, clock, log } = ports;
  let shown = 0;
  const refresh = async (view: HomeView): Promise<void> => {
    if (timeIsUp()) return;
    const { by, mark } = view;
    const vendors = seenBy(by, ports);
    const filter = filterOfSeen(view.filter, vendors);
    const now = clock.now();
    const home = await readHomeOf(by, filter, vendors, ports);
    if (home.mark === mark) return;
    await door.showHome(by, home, filter, { vendors, now });
    await homes.noteMark(vendor, view, home.mark);
    shown += 1;
  };
  const views = (await homes.read(vendor))
    .filter(({ by, until }) => until > clock.now() && isFirst(vendor, seenBy(by, ports)))
    .sort((a, b) => b.until - a.until)
    .slice(0, MOST_REFRESHED);
  logFailures(await forEachSettled(views, refresh, AT_ONCE), log, vendor);
  return shown;
};

export const seenBy = (
  user: string,
  { acting, vendors }: { acting: boolean; vendors: readonly VendorConfig[] },
): readonly VendorConfig[] =>
  acting ? vendors.filter(({ acting: { people } }) => Object.hasOwn(people, user)) : [];

/** Removes a shop that the person no longer sees from the filter. If only one shop is left, no menu could remove it. */
export const filterOfSeen = (
  { vendor, ...rest }: QueueFilter,
  vendors: readonly VendorConfig[],
): QueueFilter => (vendor && findVendor({ vendors }, vendor) ? { ...rest, vendor } : rest);

/** The vendor whose wake-ups refresh a Home. Without a live vendor nothing changes. */
export const firstLive = (vendors: readonly VendorConfig[]): VendorRef | undefined => {
  const first = vendors.find(({ live }) => live);
  return first && { market: first.market, vendorId: first.id };
};

const isFirst = ({ market, vendorId }: VendorRef, vendors: readonly VendorConfig[]): boolean => {
  const first = firstLive(vendors);
  return first?.market === market && first.vendorId === vendorId;
};

export const readHomeOf = (
  by: string,
  filter: QueueFilter,
  vendors: readonly VendorConfig[],
  ports: HomePorts,
): Promise<Home> =>
  readHome(
    vendors.map(({ id, market, sources, scoreSources }) => ({
      market,
      vendorId: id,
      zone: MARKET_ZONES[market],
      sources,
      scoreSources,
    })),
    filter,
    by,
    ports,
  );
