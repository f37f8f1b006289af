import { createHmac } from 'node:crypto';
import type { RawRequest } from '../../../../lib/slack/requests/verify-request.ts';

export const SIGNING_SECRET = '0123456789abcdef0123456789abcdef';

/** A request as Slack signs it, in base64 as a function URL brings it. `at`: epoch ms. */
export const signRequest = (text: string, at: number, secret = SIGNING_SECRET): RawRequest => {
  const timestamp = String(Math.floor(at / 1000));
  return {
    headers: {
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${text}`).digest('hex')}`,
    },
    body: Buffer.from(text).toString('base64'),
    isBase64Encoded: true,
  };
};
