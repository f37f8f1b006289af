import { createHmac } from 'node:crypto';

/**
 * The headers by which a receiver recognises a repetition and verifies the sender. Source: standardwebhooks.com, specification.
 * @param now epoch ms
 */
export const sign = (
  id: string,
  body: string,
  secret: string,
  now: number,
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> => {
  const timestamp = String(Math.floor(now / 1000));
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
};
