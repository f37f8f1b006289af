import { defined } from '../../lib/domain/defined.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import type { Lane, Lanes } from '../../lib/workflows/ports/store.ts';
import { copy } from './copy.ts';
import { type Effect, plain } from './effect.ts';

export type LaneTable = {
  get: (vendor: VendorRef) => Lane | undefined;
  put: (vendor: VendorRef, lane: Lane) => Lane;
};

/** One lane per vendor. Each write checks its conditions (R18). */
export const createMemoryLanes = (
  effect: Effect = plain,
  options: {
    /** Sees every write when it takes effect. */
    onLane?: (before: Lane | undefined, after: Lane) => void;
  } = {},
) => {
  const items = new Map<string, { vendor: VendorRef; lane: Lane }>();
  const releasedBy = new Map<string, string>();
  const get = (vendor: VendorRef): Lane | undefined => copy(items.get(nameOf(vendor))?.lane);
  const put = (vendor: VendorRef, lane: Lane): Lane => {
    const before = get(vendor);
    items.set(nameOf(vendor), { vendor, lane: copy(lane) });
    options.onLane?.(before, lane);
    return copy(lane);
  };
  const detailOf = ({ vendorId }: VendorRef, token: string): string => `${vendorId} ${token}`;

  const lanes: Lanes = {
    read: (vendor) => effect('lane.read', () => get(vendor), { detail: vendor.vendorId }),
    take: (vendor, { token, now, until, heldSince = now }) =>
      effect(
        'lane.take',
        () => {
          const stored = get(vendor);
          const isOwn = stored?.token === token;
          // Two clocks may differ, but not by a whole lane.
          const isHeld = stored !== undefined && stored.until > now && stored.until <= 2 * until - now;
          if (stored?.token !== undefined && !isOwn && isHeld) return undefined;
          const { waits = {}, channels } = stored ?? {};
          return put(vendor, { token, until, heldSince, waits, ...defined({ channels }) });
        },
        { detail: detailOf(vendor, token), token, until },
      ),
    call: (vendor, token) =>
      effect(
        'lane.call',
        () => {
          const stored = get(vendor);
          if (stored?.token !== token) return false;
          put(vendor, { ...stored, called: true });
          return true;
        },
        { detail: detailOf(vendor, token), token },
      ),
    renew: (vendor, token, until) =>
      effect(
        'lane.renew',
        () => {
          const stored = get(vendor);
          if (stored?.token !== token) return false;
          const { called, ...lane } = stored;
          put(vendor, { ...lane, until });
          return true;
        },
        { detail: detailOf(vendor, token), token, until },
      ),
    release: (vendor, token, { waits, channels, forced }) =>
      effect(
        'lane.release',
        () => {
          const stored = get(vendor);
          if (stored?.token !== token) return releasedBy.get(nameOf(vendor)) === token ? 'released' : 'lost';
          if (stored.called && !forced) return 'called';
          releasedBy.set(nameOf(vendor), token);
          const { token: _held, called, heldSince, ...lane } = stored;
          put(vendor, {
            ...lane,
            ...(forced ? defined({ heldSince }) : { until: 0 }),
            waits: copy(waits),
            ...defined({ channels: copy(channels) }),
          });
          return 'released';
        },
        { detail: `${detailOf(vendor, token)}${forced ? ', forced' : ''}`, token },
      ),
  };
  return {
    lanes,
    get,
    put,
    /** After a restart of the laptop nobody holds a lane. Slack's waiting times still count. */
    releaseAbandoned: (): void => {
      for (const { vendor, lane } of items.values()) put(vendor, { until: 0, waits: lane.waits });
    },
  };
};

const nameOf = ({ market, vendorId }: VendorRef): string => `${market}/${vendorId}`;
