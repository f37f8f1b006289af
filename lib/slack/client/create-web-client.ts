import { LogLevel, WebClient } from '@slack/web-api';
import { defined } from '../../domain/defined.ts';

/**
 * Slack's client makes each call once. It does not repeat a call, which would be a second message, and does not sleep after
 * a 429 (R20). It holds no token: each call brings one. It logs nothing: its own log holds bodies.
 * @param slackApiUrl for the laptop and for tests; Slack itself without it
 * @param timeoutMs of a whole call, from its start to the last byte of the answer
 */
export const createWebClient = ({
  slackApiUrl,
  timeoutMs = 10_000,
}: {
  slackApiUrl?: string | undefined;
  timeoutMs?: number;
} = {}): WebClient =>
  new WebClient(undefined, {
    ...defined({ slackApiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
    allowAbsoluteUrls: false,
    logger: SILENT_LOGGER,
  });

const nothing = (): void => {};
export const SILENT_LOGGER = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  setName: nothing,
  getLevel: () => LogLevel.ERROR,
};
