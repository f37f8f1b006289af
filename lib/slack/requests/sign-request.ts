import { createHmac } from 'node:crypto';

/** Slack's signature of a request's body. Source: docs.slack.dev, "Verifying requests from Slack". */
export const signRequest = (secret: string, timestamp: string, body: string): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
