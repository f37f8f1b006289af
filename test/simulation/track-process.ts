import { defined } from '../../lib/domain/defined.ts';
import type { Clock } from '../../lib/workflows/ports/clock.ts';
import { trackAll } from '../../lib/workflows/sla/track-sla.ts';
import type { TrackedVendor } from '../../lib/workflows/sla/track-sla-run.ts';
import type { Ports, TrackMemory } from './faulty-processes.ts';
import { silent, TRACK_SETTINGS, VENDOR } from './create-world.ts';
import type { DayLadder } from './draw-ladder.ts';
import type { DaySharing } from './draw-sharing.ts';
import type { OtherVendors } from './other-vendors.ts';
import { type RequestLog, routeByVendor } from './route-by-vendor.ts';
import type { Process } from './scheduler.ts';

/** As `functions/track-sla` has them, before the time-out. */
const LOOKS_END_BEFORE_MS = 35_000;
const ENDS_BEFORE_MS = 10_000;

type Around = {
  ports: Ports;
  memory: TrackMemory;
  clock: Clock;
  ladder: DayLadder;
  sharing: DaySharing | undefined;
  others: OtherVendors;
};

export type Tracked = {
  /** Whether all work of the vendor of the day was done. */
  isWhole: boolean;
  /** `failed`: tickets and notices of the vendor of the day. `failedElsewhere`: those of the other vendors. */
  failed: number;
  failedElsewhere: number;
  /** Vendors of which only the warnings were sent. */
  unfinished: number;
  /** Ids of the vendors that it looked at. */
  seen: ReadonlySet<string>;
  /** The error that it threw. A failure of another vendor does not affect the work of this vendor. */
  error: unknown;
};

/** One run of track-sla over the vendor of the day and all others. It ends its work before its process dies. */
export const runTrackSla = async (process: Process, around: Around): Promise<Tracked> => {
  const { ports, clock, others, memory } = around;
  const { policy, calendar } = around.ladder;
  const settings = { ...TRACK_SETTINGS, ladder: policy, ...defined({ calendar }) };
  const vendors: TrackedVendor[] = [
    { vendor: VENDOR, settings, ...(around.sharing && { sharing: around.sharing.policy }) },
    ...others.vendors.map((vendor) => ({ vendor, settings })),
  ];
  const requests: RequestLog = { vendors: new Set(), failed: new Set() };
  const failures = new Set<string>();
  const hasLess = (ms: number) => (): boolean => process.diesAt - clock.now() < ms;
  const services = {
    reader: routeByVendor(ports.reader, others.ports.reader, requests),
    writer: routeByVendor(ports.writer, others.ports.writer, requests),
    notices: routeByVendor(ports.notices, others.ports.notices, requests),
    states: routeByVendor(ports.states, others.ports.states, requests),
    publisher: routeByVendor(ports.publisher, others.ports.publisher, requests),
    ...memory,
    clock,
    log: {
      ...silent,
      error: (_message: string, fields?: Record<string, unknown>) =>
        void failures.add(String(fields?.['deliverable'])),
    },
    looksAreOver: hasLess(LOOKS_END_BEFORE_MS),
    timeIsUp: hasLess(ENDS_BEFORE_MS),
  };
  const result: Pick<Tracked, 'unfinished' | 'error'> = { unfinished: 0, error: undefined };
  try {
    const { tally } = await trackAll(vendors, services);
    result.unfinished = tally.unfinished;
  } catch (error) {
    result.error = error;
    result.unfinished = Number(services.timeIsUp());
  }
  const ownFailures = [...failures].filter((what) => `${what}/`.startsWith(OWN));
  const hasThrown = result.error !== undefined && requests.failed.has(VENDOR.vendorId);
  return {
    ...result,
    isWhole: requests.vendors.has(VENDOR.vendorId) && result.unfinished === 0 && !hasThrown,
    failed: ownFailures.length,
    failedElsewhere: failures.size - ownFailures.length,
    seen: requests.vendors,
  };
};

const OWN = `${VENDOR.market}/${VENDOR.vendorId}/`;
