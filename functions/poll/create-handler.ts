import middy from '@middy/core';
import * as z from 'zod/mini';
import { defined } from '../../lib/domain/defined.ts';
import { ConfigError } from '../../lib/config/config-error.ts';
import { MARKET_ZONES } from '../../lib/config/market.ts';
import { LINES, METRICS } from '../../lib/config/names.ts';
import { type PollSummary, poll } from '../../lib/workflows/intake/poll.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';
import type { Environment } from '../wiring/environment.ts';
import { type Observer, observeInLambda, observeInto } from '../wiring/observe.ts';
import { parseEvent } from '../wiring/parse-event.ts';
import { readConfig, vendorConfig } from '../wiring/read-config.ts';
import { SYSTEM_CLOCK, type Timing } from '../wiring/system-clock.ts';
import { buildServices } from './build-services.ts';
import { runCommand, type CommandResult } from './run-command.ts';
import { MARKETS } from '../../lib/domain/inquiry/inquiry.ts';

const pollEvent = z.strictObject({
  market: z.enum(MARKETS),
  vendorId: z.string(),
  /** Ignored. A schedule of an earlier version sends it until a deploy replaces the schedule. */
  scheduledAt: z.optional(z.string()),
});

type Options = Partial<Timing> & {
  log?: Log;
  progress?: (done: number, of: number) => void;
};

export const createHandler = (
  env: Environment,
  { log, clock = SYSTEM_CLOCK, sleep, progress }: Options = {},
) => {
  const config = readConfig(env);
  const observer = log ? observeInto(log) : observeInLambda('poll', config);
  const services = buildServices(env, config, observer.log, { clock, ...defined({ sleep }) });

  const pollVendor = async (event: unknown): Promise<PollSummary> => {
    const { market, vendorId } = parseEvent(pollEvent, event, 'poll');
    const vendor = { market, vendorId };
    if (!vendorConfig(services.config, vendor).live) {
      throw new ConfigError(
        `Vendor ${vendor.vendorId} has live: false, so Coupang is not called. Set live: true and deploy.`,
      );
    }
    const settings = { ...services.settings, zone: MARKET_ZONES[vendor.market] };
    const ports = { ...services.portsOf(vendor), ...defined({ progress }) };
    const summary = await poll(vendor, settings, ports);
    report(summary, observer);
    return summary;
  };

  const handle = async (event: unknown): Promise<PollSummary | CommandResult> => {
    const command = await runCommand(event, services, clock);
    if (!command) return pollVendor(event);
    observer.log.info(command.what, command.result);
    return command.result;
  };

  return middy(handle).use(observer.middlewares);
};

const report = (summary: PollSummary, { log, count }: Observer): void => {
  // A skipped poll made no call. A poll without a stored key got its answer from Secrets Manager.
  if (summary.result !== 'skipped') count(METRICS.coupangUnreachable, summary.unanswered ? 1 : 0);
  // A person must store the vendor's key. This is neither a failure nor a reading.
  if (summary.result === 'not-set-up') {
    log.warn(LINES.poll, withoutZeros(summary));
    return;
  }
  log.info(LINES.poll, withoutZeros(summary));
  count(METRICS.listingsFailed, summary.failed);
  count(METRICS.deadlinesMissed, summary.missed);
  const { market, vendorId } = summary;
  for (const answeredAfterMs of summary.answeredAfterMs)
    log.info(LINES.answered, { market, vendorId, answeredAfterMs });
};

/** Most polls find nothing new, and a log costs by the byte. */
const withoutZeros = ({ sources, ...summary }: PollSummary): Record<string, unknown> => ({
  ...nonZero(summary),
  ...(sources && { sources: sources.map(nonZero) }),
});

const nonZero = (figures: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(figures).filter(
      ([, value]) => value !== 0 && !(Array.isArray(value) && value.length === 0),
    ),
  );
