import { blindMs } from '../../lib/config/blind-ms.ts';
import { ENV } from '../../lib/config/names.ts';
import type { VendorRef } from '../../lib/domain/inquiry.ts';
import type { Clock, Log } from '../../lib/workflows/ports.ts';
import type { TrackSlaServices, TrackSlaSettings } from '../../lib/workflows/track-sla.ts';
import { buildPublisher } from '../wiring/build-publisher.ts';
import { buildStore } from '../wiring/build-store.ts';
import { type Environment, required } from '../wiring/environment.ts';
import { readConfig } from '../wiring/read-config.ts';

type Services = { vendors: VendorRef[]; settings: TrackSlaSettings; ports: TrackSlaServices };

export const buildServices = (env: Environment, log: Log, clock: Clock): Services => {
  const { vendors, settings } = readConfig(env);
  const { reader, writer, notices, states } = buildStore(env, log);
  return {
    vendors: vendors.filter(({ live }) => live).map(({ market, id }) => ({ market, vendorId: id })),
    settings: {
      intervalMs: Number(required(env, ENV.trackSlaSeconds)) * 1000,
      blindMs: blindMs(settings),
    },
    ports: {
      reader,
      writer,
      notices,
      states,
      knownAllClears: new Set(),
      publisher: buildPublisher(env, log),
      clock,
      log,
    },
  };
};
