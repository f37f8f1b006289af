import { setTimeout as wait } from 'node:timers/promises';
import { defined } from '../../lib/domain/defined.ts';
import { blindMs, readingIntervals } from '../../lib/config/reading-intervals.ts';
import { MARKET_ZONES } from '../../lib/config/market.ts';
import { ENV, SECONDS } from '../../lib/config/names.ts';
import { findVendor } from '../../lib/config/find-vendor.ts';
import type { Config } from '../../lib/config/schema.ts';
import { createItemReader } from '../../lib/coupang/call-center/read-item.ts';
import { createSender } from '../../lib/coupang/create-sender.ts';
import { createAccess, createSources } from '../../lib/coupang/sources.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import { newToken } from '../../lib/dynamodb/table.ts';
import type { LearnPorts } from '../../lib/workflows/intake/learn.ts';
import type { PollPorts } from '../../lib/workflows/intake/source-run.ts';
import type { PollSettings } from '../../lib/workflows/intake/poll.ts';
import type { TestTicketPorts } from '../../lib/workflows/intake/send-test-ticket.ts';
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
  portsOf: (vendor: VendorRef) => PollPorts;
  checkPortsOf: (vendor: VendorRef) => LearnPorts;
  testTicketPorts: TestTicketPorts;
};

export const buildServices = (
  env: Environment,
  config: Config,
  log: Log,
  { clock, sleep }: Timing,
): Services => {
  const secrets = createSecrets(env, config, clock.now);
  const { reader, writer, notices, states, lanes, names, contacts } = buildStore(env, log);
  const readers = {
    KR: createItemReader(MARKET_ZONES.KR, clock.now),
    TW: createItemReader(MARKET_ZONES.TW, clock.now),
  };
  const clientsOf = onePerVendor((vendor) => {
    const options = {
      ...coupangOptions(vendor, { env, config, secrets, clock, log }),
      readListed: readers[vendor.market],
      ...defined({ sleep }),
    };
    const sender = createSender(options);
    const sources = findVendor(config, vendor)?.sources ?? [];
    return { access: createAccess(sender), clients: createSources({ ...options, sources }, sender) };
  });
  const stored = { reader, writer, publisher: buildPublisher(env, config, log), clock };
  return {
    config,
    settings: pollSettings(config, env[ENV.egressName] ?? config.egress),
    portsOf: (vendor) => ({
      ...stored,
      notices,
      states,
      ...clientsOf(vendor),
      names,
      ...(config.acting === 'on' && { contacts: { note: contacts.note, closed: reader.closed } }),
      log,
      newToken,
      keyExpiresOn: async () => (await secrets.coupangKeys(vendor)).expiresOn,
    }),
    checkPortsOf: (vendor) => ({
      states,
      reader,
      ...clientsOf(vendor),
      clock,
      keyStoredAt: async () => (await secrets.coupangKeys(vendor, { fresh: true })).storedAt,
    }),
    testTicketPorts: { ...stored, lanes, sleep: (ms) => wait(ms) },
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
});
