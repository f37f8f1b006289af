import { randomUUID } from 'node:crypto';
import { ENV, SECONDS } from '../../lib/config/names.ts';
import { practiceVendor } from '../../lib/config/practice-vendor.ts';
import { createPace } from '../../lib/slack/create-pace.ts';
import { createSlackChannel } from '../../lib/slack/create-slack-channel.ts';
import { createWebClient } from '../../lib/slack/create-web-client.ts';
import type { DeliverLimits, DeliverServices } from '../../lib/workflows/deliver.ts';
import type { HideServices, QueuedMessage } from '../../lib/workflows/hide-waiting.ts';
import { createKnownOffset } from '../../lib/workflows/known-offset.ts';
import type { Clock, Log } from '../../lib/workflows/ports.ts';
import { wallNow } from '../../lib/workflows/wall-now.ts';
import { buildStore } from '../wiring/build-store.ts';
import type { Environment } from '../wiring/environment.ts';
import { readConfig, vendorConfig } from '../wiring/read-config.ts';
import { createSecrets } from '../wiring/secrets.ts';
import { countRefusals, type Trouble } from './count-refusals.ts';
import { createHideMessage, type Receipt } from './hide-message.ts';
import { createPassOverRemoved } from './pass-over-removed.ts';

type Services = HideServices<QueuedMessage & Receipt> & {
  passOverRemoved: ReturnType<typeof createPassOverRemoved>;
  ports: DeliverServices;
  limits: (remainingMs: number) => DeliverLimits;
};

/** A Slack call may take ten seconds; its result must still be written. */
const LAST_CALL_MS = 12_000;

/** @param onTrouble told of each call that Slack refused or did not answer */
export const buildServices = (
  env: Environment,
  log: Log,
  clock: Clock,
  onTrouble: (trouble: Trouble) => void,
  sleep?: (ms: number) => Promise<void>,
): Services => {
  const config = readConfig(env);
  const secrets = createSecrets(env, clock.now);
  const { reader, writer, delivery, notices, states } = buildStore(env, log);
  const slackApiUrl = env[ENV.slackApiUrl];
  const slack = createSlackChannel({
    client: createWebClient(slackApiUrl === undefined ? {} : { slackApiUrl }),
    token: secrets.slackToken,
    vendorOf: (key) => practiceVendor(key, config) ?? vendorConfig(config, key),
    log,
    pace: createPace({ now: clock.now, ...(sleep && { sleep }) }),
    now: () => wallNow(clock),
  });
  return {
    passOverRemoved: createPassOverRemoved(config, log),
    hide: createHideMessage(env),
    clock,
    random: Math.random,
    ports: {
      delivery,
      reader,
      notices,
      writer,
      slack: countRefusals(slack, onTrouble),
      clock,
      newToken: randomUUID,
      knownOffset: createKnownOffset({ states, clock, log }),
      log,
    },
    limits: (remainingMs) => ({
      claimUntil: clock.now() + remainingMs + SECONDS.claimBeyondTimeout * 1000,
      stopAt: clock.now() + remainingMs - LAST_CALL_MS,
    }),
  };
};
