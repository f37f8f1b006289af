import * as z from 'zod/mini';
import { ConfigError } from '../../lib/config/config-error.ts';
import { MARKET_ZONES } from '../../lib/config/market.ts';
import { testVendorRef, testTicketWords } from '../../lib/config/test-vendor.ts';
import { MARKETS, type VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import {
  type CheckSettings,
  checkVendor,
  type VendorCheck,
} from '../../lib/workflows/intake/check-vendor.ts';
import { type Learnt, type LearnPorts, learn } from '../../lib/workflows/intake/learn.ts';
import { type TestTicketOutcome, sendTestTicket } from '../../lib/workflows/intake/send-test-ticket.ts';
import type { Clock } from '../../lib/workflows/ports/clock.ts';
import { parseEvent } from '../wiring/parse-event.ts';
import { vendorConfig } from '../wiring/read-config.ts';
import type { Services } from './build-services.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

/** Needed if two configured vendors have the same id. */
const market = z.optional(z.enum(MARKETS));
const checkEvent = z.strictObject({ check: z.string(), market });
const learnEvent = z.strictObject({ learn: z.string(), market });
const testTicketEvent = z.strictObject({
  testTicket: z.string().check(z.regex(/^[CG][A-Z0-9]{2,60}$/, 'must be a Slack channel id')),
});

/** Enough for one try and one retry. */
const CHECK_TIMEOUT_MS = 20_000;
/** A call that has just begun may take five seconds, and its answer must still be counted. */
const LEARN_STOPS_BEFORE_MS = 15_000;
/** The bus and a cold start take some seconds. A longer wait means a fault. */
const LONGEST_TEST_TICKET_MS = MINUTE_MS;

export type CommandResult = VendorCheck | Learnt | TestTicketOutcome;

/**
 * Runs a command of the doctor. Returns `undefined` if the event is not a command.
 * - `check`: reads a vendor from here, even if the vendor is not live yet.
 * - `learn`: compares a vendor's last weeks with our assumptions and returns only numbers (I9).
 * - `testTicket`: sends a test ticket (O8). It does not call Coupang.
 * @throws ConfigError for a vendor that is not configured or is in two markets. `learn` also refuses a vendor that is
 * not live.
 */
export const runCommand = async (
  event: unknown,
  services: Services,
  clock: Clock,
): Promise<{ what: string; result: CommandResult } | undefined> => {
  if (typeof event !== 'object' || event === null) return undefined;
  if ('check' in event) {
    const command = parseEvent(checkEvent, event, 'poll');
    const result = await checkVendor(...checkOf(command.check, command.market, services));
    return { what: 'check', result };
  }
  if ('learn' in event) {
    const command = parseEvent(learnEvent, event, 'poll');
    const [vendor, settings, ports] = checkOf(command.learn, command.market, services);
    if (!vendorConfig(services.config, vendor).live) {
      throw new ConfigError(
        `Vendor ${vendor.vendorId} has live: false, so its inquiries are not read. Set live: true and deploy.`,
      );
    }
    const stopAt = clock.now() + services.settings.spans.timeoutMs - LEARN_STOPS_BEFORE_MS;
    return { what: 'learn', result: await learn(vendor, { ...settings, stopAt }, ports) };
  }
  if ('testTicket' in event) {
    const { testTicket } = parseEvent(testTicketEvent, event, 'poll');
    return { what: 'test-ticket', result: await runTestTicket(testTicket, services, clock) };
  }
  return undefined;
};

const runTestTicket = (channel: string, services: Services, clock: Clock): Promise<TestTicketOutcome> => {
  const { config, settings, testTicketPorts } = services;
  const { timeoutMs, stopsBeforeMs } = settings.spans;
  const vendor = testVendorRef(channel, config);
  const stopAt = clock.now() + Math.min(LONGEST_TEST_TICKET_MS, timeoutMs - stopsBeforeMs);
  return sendTestTicket(vendor, testTicketWords(config), stopAt, testTicketPorts);
};

const checkOf = (
  vendorId: string,
  wanted: VendorRef['market'] | undefined,
  services: Services,
): [VendorRef, CheckSettings, LearnPorts] => {
  const { settings, checkPortsOf } = services;
  const vendor = findVendor(vendorId, wanted, services);
  return [
    vendor,
    { zone: MARKET_ZONES[vendor.market], egress: settings.egress, timeoutMs: CHECK_TIMEOUT_MS },
    checkPortsOf(vendor),
  ];
};

const findVendor = (
  vendorId: string,
  wanted: VendorRef['market'] | undefined,
  { config }: Services,
): VendorRef => {
  const [vendor, another] = config.vendors.filter(
    ({ id, market: sellsIn }) => id === vendorId && (wanted === undefined || sellsIn === wanted),
  );
  if (vendor === undefined) {
    throw new ConfigError(
      `Vendor ${vendorId}${wanted === undefined ? '' : ` (${wanted})`} is not in vendors[] of the configuration: add it and deploy.`,
    );
  }
  if (another) {
    throw new ConfigError(
      `Vendor ${vendorId} sells in ${vendor.market} and ${another.market}: name the market, too.`,
    );
  }
  return { market: vendor.market, vendorId };
};
