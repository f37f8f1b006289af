import { defined } from '../../lib/domain/defined.ts';
import { blindMs, readingIntervals } from '../../lib/config/reading-intervals.ts';
import { ENV } from '../../lib/config/names.ts';
import type { TrackedVendor, TrackSlaPorts } from '../../lib/workflows/sla/track-sla-run.ts';
import type { Config } from '../../lib/config/schema.ts';
import type { Clock } from '../../lib/workflows/ports/clock.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';
import { SHORT_CALLS } from '../wiring/aws-clients.ts';
import { buildPublisher } from '../wiring/build-publisher.ts';
import { buildStore } from '../wiring/build-store.ts';
import { type Environment, required } from '../wiring/environment.ts';
import { calendarOf, ladderPolicyOf, leadMs, sharingOf } from '../wiring/sla-settings.ts';

type Services = {
  vendors: TrackedVendor[];
  ports: TrackSlaPorts;
};

/** A run can do nothing without the table, so a slow answer deserves a retry. */
const TABLE_CALLS = { ...SHORT_CALLS, requestTimeout: 5000, socketTimeout: 5000, maxAttempts: 2 };

export const buildServices = (env: Environment, config: Config, log: Log, clock: Clock): Services => {
  const { vendors, settings, acting } = config;
  const { reader, writer, notices, states } = buildStore(env, log, TABLE_CALLS);
  const spans = { blindMs: blindMs(settings), leadMs: leadMs(required(env, ENV.trackSlaSeconds)) };
  const intervals = readingIntervals(settings);
  return {
    vendors: vendors
      .filter(({ live }) => live)
      .map((vendor) => {
        const calendar = calendarOf(vendor);
        const sharing = sharingOf(vendor, config);
        const ladder = { ...ladderPolicyOf(vendor, settings), remindsClaimer: sharing !== undefined };
        return {
          vendor: { market: vendor.market, vendorId: vendor.id },
          settings: {
            spans,
            intervals,
            ladder,
            acting: acting === 'on',
            sources: vendor.sources,
            ...defined({ calendar }),
          },
          ...defined({ sharing }),
        };
      }),
    ports: {
      reader,
      writer,
      notices,
      states,
      known: new Set(),
      lastSeen: new Map(),
      publisher: buildPublisher(env, config, log, SHORT_CALLS),
      clock,
      log,
    },
  };
};
