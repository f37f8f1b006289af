import { defined } from '../../lib/domain/defined.ts';
import { blindMs, readingIntervals } from '../../lib/config/reading-intervals.ts';
import { MARKET_ZONES } from '../../lib/config/market.ts';
import { ENV, SECONDS } from '../../lib/config/names.ts';
import type { Config } from '../../lib/config/schema.ts';
import { createItemReader } from '../../lib/coupang/read-item.ts';
import { createCoupangClient } from '../../lib/coupang/create-coupang-client.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import type { PollServices, PollSettings } from '../../lib/workflows/intake/poll.ts';
import type { InquirySource } from '../../lib/workflows/ports/inquiry-source.ts';
import type { Lanes } from '../../lib/workflows/ports/lanes.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';
import { buildPublisher } from '../wiring/build-publisher.ts';
import { coupangOptions, onePerVendor } from '../wiring/coupang.ts';
import { buildStore } from '../wiring/build-store.ts';
import type { Environment } from '../wiring/environment.ts';
import { createSecrets } from '../wiring/secrets.ts';
import type { Timing } from '../wiring/system-clock.ts';
import { SECOND_MS } from '../../lib/domain/time/durations.ts';

export type Services = {
  config: Config;
  settings: Omit<PollSettings, 'zone'>;
  ports: Omit<PollServices, 'source' | 'clock' | 'newToken'>;
  lanes: Pick<Lanes, 'read'>;
  sourceOf: (vendor: VendorRef) => InquirySource;
  keyExpiresOn: (vendor: VendorRef) => Promise<string | undefined>;
  /** Reads without the cache. Throws NotSetUp. */
  keyStoredAt: (vendor: VendorRef) => Promise<number | undefined>;
};

export const buildServices = (
  env: Environment,
  config: Config,
  log: Log,
  { clock, sleep }: Timing,
): Services => {
  const secrets = createSecrets(env, config, clock.now);
  const { reader, writer, notices, states, lanes } = buildStore(env, log);
  const readers = {
    KR: createItemReader(MARKET_ZONES.KR, clock.now),
    TW: createItemReader(MARKET_ZONES.TW, clock.now),
  };
  const sourceOf = onePerVendor((vendor) => {
    const options = {
      ...coupangOptions(vendor, { env, config, secrets, clock, log }),
      readListed: readers[vendor.market],
    };
    return createCoupangClient({ ...options, ...defined({ sleep }) });
  });
  return {
    config,
    settings: pollSettings(config, env[ENV.egressName] ?? config.egress),
    ports: { reader, writer, notices, states, publisher: buildPublisher(env, log), log },
    lanes,
    sourceOf,
    keyExpiresOn: async (vendor) => (await secrets.coupangKeys(vendor)).expiresOn,
    keyStoredAt: async (vendor) => (await secrets.coupangKeys(vendor, { fresh: true })).storedAt,
  };
};

const pollSettings = ({ settings }: Config, egress: string): Omit<PollSettings, 'zone'> => ({
  egress,
  intervals: readingIntervals(settings),
  spans: {
    blindMs: blindMs(settings),
    pollMs: settings.pollSeconds * SECOND_MS,
    timeoutMs: settings.pollTimeoutSeconds * 1000,
    stopsBeforeMs: SECONDS.pollStopsBefore * 1000,
    leaseBeyondMs: SECONDS.leaseBeyondTimeout * 1000,
  },
  lookUps: settings.lookUpsPerPoll,
});
