import { createHmac } from 'node:crypto';

/** The value of `X-Slack-Signature`. Source: docs.slack.dev, "Verifying requests from Slack". */
export const signRequest = (secret: string, timestamp: string, body: string): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
