/** Resolves when a post into the channel is due. */
export type Pace = (channel: string) => Promise<void>;

type Options = {
  now?: () => number;
  sleep?: (ms: number) => Promise<unknown>;
  intervalMs?: number;
};

/**
 * One post a second a channel within this process, in the order asked for; between processes Slack's 429 rules (R21).
 * Source: docs.slack.dev, rate limits, "Posting messages".
 */
export const createPace = ({ now = Date.now, sleep = wait, intervalMs = 1000 }: Options = {}): Pace => {
  const freeAt = new Map<string, number>();
  return async (channel) => {
    const at = Math.max(now(), freeAt.get(channel) ?? 0);
    freeAt.set(channel, at + intervalMs);
    const waitMs = at - now();
    if (waitMs > 0) await sleep(waitMs);
  };
};

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
