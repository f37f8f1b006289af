import { randomBytes } from 'node:crypto';
import { WEBHOOK_SECRET, type WebhookSecret } from '../../lib/config/read-secret.ts';
import type { Webhook } from '../../lib/config/webhook-schema.ts';
import { defined } from '../../lib/domain/defined.ts';
import { faultOfUrl } from '../../lib/webhooks/send-https.ts';
import type { Prompt } from '../secrets/open-prompt.ts';
import type { AdminTexts } from '../wording/wording.ts';

/**
 * Asks for the address, and for `json` also for the signing secret.
 * @returns also the signing secret that was made for an empty answer, since the receiver needs it
 */
export const askWebhook = async (
  { as }: Webhook,
  { ask }: Prompt,
  { questions, faults }: AdminTexts['webhooks'],
): Promise<{ secret: WebhookSecret; made?: string }> => {
  const url = await ask({
    text: questions.url,
    check: (answer) => {
      const fault = faultOfUrl(answer);
      return fault && faults.url(fault);
    },
    hidden: true,
  });
  if (as !== 'json') return { secret: { url } };
  const typed = await ask({
    text: questions.signingSecret,
    check: (answer) => (answer === MAKE || WEBHOOK_SECRET.test(answer) ? undefined : faults.signingSecret),
    hidden: true,
    otherwise: MAKE,
  });
  const made = typed === MAKE ? `whsec_${randomBytes(32).toString('base64')}` : undefined;
  return { secret: { url, signingSecret: made ?? typed }, ...defined({ made }) };
};

/** No signing secret has this form. */
const MAKE = '-';
