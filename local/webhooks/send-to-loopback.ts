import type { Send } from '../../lib/webhooks/deliver.ts';
import { WebhookError } from '../../lib/webhooks/webhook-error.ts';

const TIMEOUT_MS = 10_000;

/** Calls a receiver on this machine. The deployed function has no such exception. */
export const sendToLoopback: Send = async ({ url, headers, body }) => {
  if (!url.startsWith('http://127.0.0.1:')) throw new WebhookError('it is not on this machine');
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
    await answer.body?.cancel();
    return { status: answer.status, retryAfter: answer.headers.get('retry-after') ?? undefined };
  } catch {
    throw new WebhookError('it cannot be reached');
  }
};
