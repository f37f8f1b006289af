import type { Config } from '../../lib/config/schema.ts';
import { findVendor, languageIn } from '../../lib/config/find-vendor.ts';
import { HOUR_MS } from '../../lib/domain/time/durations.ts';
import { createDoorMessenger } from '../../lib/slack/create-door-messenger.ts';
import type { Clock } from '../../lib/workflows/ports/clock.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';
import { buildPublisher } from '../wiring/build-publisher.ts';
import { buildSlack } from '../wiring/build-slack.ts';
import { buildStore } from '../wiring/build-store.ts';
import type { Environment } from '../wiring/environment.ts';
import { vendorConfig } from '../wiring/read-config.ts';
import { createSecrets } from '../wiring/secrets.ts';
import type { TakeServices } from './take-request.ts';

/** Slack waits three seconds for the answer to a press. */
const CALL_MS = 2000;
const AWS_CALLS = { connectionTimeout: 1000, requestTimeout: 1000, socketTimeout: 1000, maxAttempts: 2 };

export const buildServices = (env: Environment, config: Config, log: Log, clock: Clock): TakeServices => {
  const secrets = createSecrets(env, config, clock.now, AWS_CALLS);
  const { reader, writer, replies, homes } = buildStore(env, log, AWS_CALLS);
  const door = createDoorMessenger(buildSlack(env, secrets.slackToken, log, CALL_MS), {
    vendorOf: (vendor) => vendorConfig(config, vendor),
    languageIn: (channel) => languageIn(channel, config),
    language: config.vendors[0]?.language ?? 'ko',
    now: clock.now,
  });
  return {
    config,
    requestKeys: secrets.slackRequestKeys,
    ports: {
      acting: config.acting === 'on',
      claimStaleMs: config.settings.claimStaleHours * HOUR_MS,
      vendorOf: (vendor) => findVendor(config, vendor),
      vendors: config.vendors,
      reader,
      writer,
      replies,
      homes,
      publisher: buildPublisher(env, config, log, { ...AWS_CALLS, maxAttempts: 1 }),
      clock,
      door,
      log,
    },
  };
};
