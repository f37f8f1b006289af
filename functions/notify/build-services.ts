import { setTimeout as wait } from 'node:timers/promises';
import type { Config, VendorConfig } from '../../lib/config/schema.ts';
import { findVendor } from '../../lib/config/find-vendor.ts';
import { testVendor } from '../../lib/config/test-vendor.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import { ALERTS_ABOVE } from '../../lib/domain/notice/notice-facts.ts';
import { HOUR_MS } from '../../lib/domain/time/durations.ts';
import { newToken } from '../../lib/dynamodb/table.ts';
import { createMessenger } from '../../lib/slack/create-messenger.ts';
import { createShowHome } from '../../lib/slack/create-show-home.ts';
import type { RefreshPorts } from '../../lib/workflows/acts/refresh-homes.ts';
import type { NotifyPorts } from '../../lib/workflows/delivery/notify-ports.ts';
import { SlackFailure } from '../../lib/workflows/ports/slack.ts';
import { buildPublisher } from '../wiring/build-publisher.ts';
import { buildSlack } from '../wiring/build-slack.ts';
import { buildStore } from '../wiring/build-store.ts';
import type { Environment } from '../wiring/environment.ts';
import type { Observer } from '../wiring/observe.ts';
import { vendorConfig } from '../wiring/read-config.ts';
import { createSecrets } from '../wiring/secrets.ts';
import type { Timing } from '../wiring/system-clock.ts';
import { METRICS } from '../../lib/config/names.ts';
import { NOT_SET_UP } from '../../lib/config/config-error.ts';
import { NotifierError } from '../../lib/domain/notifier-error.ts';

type Services = {
  /** False for a vendor that was removed from the configuration. The log says so once per vendor. */
  hasChannel: (vendor: VendorRef) => boolean;
  ports: NotifyPorts;
  /** Counts a token that Slack refuses, even if no message is pending (O14). It never throws. */
  checkToken: () => Promise<void>;
  homes: RefreshPorts;
};

export const buildServices = (
  env: Environment,
  config: Config,
  { log, count }: Observer,
  { clock, sleep = wait }: Timing,
): Services => {
  const { reader, writer, delivery, lanes, notices, homes } = buildStore(env, log);
  const testVendorOf = (vendor: VendorRef): VendorConfig | undefined => testVendor(vendor, config);
  const vendorOf = (vendor: VendorRef): VendorConfig => testVendorOf(vendor) ?? vendorConfig(config, vendor);
  const slack = buildSlack(env, createSecrets(env, config, clock.now).slackToken, log);
  const acting = config.acting === 'on';
  const messenger = createMessenger(slack, {
    vendorOf,
    now: clock.now,
    acting,
    claimStaleMs: config.settings.claimStaleHours * HOUR_MS,
  });
  const countFailure = (failure: SlackFailure): void => {
    const trouble = troubleOf(failure);
    if (trouble !== undefined) count(trouble, 1);
  };
  const warned = new Set<string>();
  return {
    checkToken: () =>
      messenger.checkToken().catch((error: unknown) => {
        if (!(error instanceof SlackFailure)) throw error;
        log.warn(error.message, { kind: error.kind, reason: error.reason });
        countFailure(error);
      }),
    hasChannel: ({ market, vendorId }) => {
      if (testVendorOf({ market, vendorId }) ?? findVendor(config, { market, vendorId })) return true;
      const id = `${market}/${vendorId}`;
      if (!warned.has(id))
        log.info('wake-ups of a vendor that is not configured are ignored', {
          market,
          vendorId,
        });
      warned.add(id);
      return false;
    },
    ports: {
      lanes,
      reader,
      notices,
      delivery,
      writer,
      messenger,
      onSlackFailure: countFailure,
      channelsOf: vendorOf,
      teamOf: (vendor) => ({
        ...vendorOf(vendor),
        listsAbove: { cards: config.settings.digestAbove, alerts: ALERTS_ABOVE },
      }),
      publisher: buildPublisher(env, config, log),
      clock,
      sleep,
      newToken,
      log,
    },
    homes: {
      acting,
      vendors: config.vendors,
      reader,
      homes,
      door: { showHome: createShowHome(slack, config.vendors[0]?.language ?? 'ko') },
      clock,
      log,
    },
  };
};

/**
 * Returns the metric for a call that Slack refused or did not answer. It counts even if another try succeeds (O6).
 * Returns `undefined` for everyday events: a rate limit, a deleted card, a token that is not stored yet.
 * @internal
 */
export const troubleOf = ({ kind, reason, cause }: SlackFailure): string | undefined => {
  switch (kind) {
    case 'card-unusable':
      return undefined;
    case 'unreached':
    case 'unsure':
      return METRICS.slackUnanswered;
    case 'rate-limited':
      return reason === 'token_unreadable' ? METRICS.slackUnanswered : undefined;
    case 'token-unusable':
      return cause instanceof NotifierError && cause.code === NOT_SET_UP
        ? undefined
        : METRICS.slackTokenRefused;
    default:
      return METRICS.slackRefused;
  }
};
