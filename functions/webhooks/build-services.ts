import { findVendor } from '../../lib/config/find-vendor.ts';
import type { Config } from '../../lib/config/schema.ts';
import { wantedEvents, type Webhook } from '../../lib/config/webhook-schema.ts';
import { defined } from '../../lib/domain/defined.ts';
import { type Deliverable, isNoticeKey } from '../../lib/domain/delivery/deliverable.ts';
import type { PublicEvent } from '../../lib/eventbridge/read-public-event.ts';
import { pushLine } from '../../lib/slack/push-line.ts';
import { deliver, type Send } from '../../lib/webhooks/deliver.ts';
import type { Clock } from '../../lib/workflows/ports/clock.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';
import { SHORT_CALLS } from '../wiring/aws-clients.ts';
import { buildStore } from '../wiring/build-store.ts';
import type { Environment } from '../wiring/environment.ts';
import { createSecrets } from '../wiring/secrets.ts';

type Services = {
  /**
   * Delivers an event once, if the webhook wants it.
   * @returns the receiver's HTTP status; `undefined` if the webhook wants no such event
   * @throws WebhookError if the receiver does not take it
   */
  send: (event: PublicEvent, webhook: Webhook) => Promise<number | undefined>;
};

export const buildServices = (
  env: Environment,
  config: Config,
  { log, clock, send }: { log: Log; clock: Clock; send: Send },
): Services => {
  const { reader, notices } = buildStore(env, log, SHORT_CALLS);
  const secrets = createSecrets(env, config, clock.now);

  const textOf = async ({ deliverable, type }: PublicEvent): Promise<string | undefined> => {
    const vendor = findVendor(config, deliverable);
    const found: Deliverable | undefined = isNoticeKey(deliverable)
      ? await notices.read(deliverable)
      : await reader.ticket(deliverable);
    return vendor && found && pushLine(found, type, vendor, clock.now());
  };

  return {
    send: async (event, webhook) => {
      // The rule of the bus selects by type alone.
      if (!wantedEvents(webhook.events).wants(defined(event))) return undefined;
      const text = webhook.as === 'json' ? '' : await textOf(event);
      // The doctor's test ticket belongs to no configured vendor. An item may be too old to be in the table.
      if (text === undefined || !findVendor(config, event.deliverable)) {
        log.info('webhook: not sent, since its vendor or its item is gone', {
          webhook: webhook.name,
          event: event.id,
        });
        return undefined;
      }
      const { id, detail, link } = event;
      const content = { event: detail, text, link };
      const secret = await secrets.webhook(webhook.name);
      return (await deliver({ id, webhook, content, secret, now: clock.now() }, send)).status;
    },
  };
};
