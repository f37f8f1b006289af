import { defined } from '../../lib/domain/defined.ts';
import { blindMs } from '../../lib/config/blind-ms.ts';
import { ENV } from '../../lib/config/names.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import type { TrackSlaServices, TrackSlaSettings } from '../../lib/workflows/sla/track-sla-run.ts';
import type { Clock } from '../../lib/workflows/ports/clock.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';
import { buildPublisher } from '../wiring/build-publisher.ts';
import { buildStore } from '../wiring/build-store.ts';
import { type Environment, required } from '../wiring/environment.ts';
import { readConfig } from '../wiring/read-config.ts';
import { calendarOf, ladderPolicyOf } from '../wiring/sla-settings.ts';

type Services = {
  vendors: { vendor: VendorRef; settings: TrackSlaSettings }[];
  ports: Omit<TrackSlaServices, 'timeIsUp'>;
};

export const buildServices = (env: Environment, log: Log, clock: Clock): Services => {
  const { vendors, settings } = readConfig(env);
  const { reader, writer, notices, states } = buildStore(env, log);
  const everyVendor = {
    intervalMs: Number(required(env, ENV.trackSlaSeconds)) * 1000,
    blindMs: blindMs(settings),
  };
  return {
    vendors: vendors
      .filter(({ live }) => live)
      .map((vendor) => {
        const calendar = calendarOf(vendor);
        const ladder = ladderPolicyOf(vendor, settings);
        return {
          vendor: { market: vendor.market, vendorId: vendor.id },
          settings: { ...everyVendor, ladder, ...defined({ calendar }) },
        };
      }),
    ports: {
      reader,
      writer,
      notices,
      states,
      known: new Set(),
      publisher: buildPublisher(env, log),
      clock,
      log,
    },
  };
};
