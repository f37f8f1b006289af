import * as z from 'zod/mini';
import type { Log } from '../lib/workflows/ports.ts';

const AGAIN_AFTER_MS = 60_000;

const trouble = z.object({
  reason: z.string(),
  /** Of a SlackFailure. */
  kind: z.optional(z.string()),
  error: z.optional(z.string()),
});
type Trouble = z.infer<typeof trouble>;

/**
 * The log of `notify`, whose troubles a person at the terminal should see: one line for each reason, once a minute at
 * most. The log gets everything.
 */
export const tellSlackTrouble = (
  log: Log,
  print: (line: string) => void,
  now: () => number = Date.now,
): Log => {
  const toldAt = new Map<string, number>();

  const tell = (message: string, fields: Record<string, unknown> | undefined): void => {
    const parsed = z.safeParse(trouble, fields);
    if (!parsed.success || isToldAlready(parsed.data)) return;
    const line = describeTrouble(message, parsed.data);
    if (now() - (toldAt.get(line) ?? Number.NEGATIVE_INFINITY) < AGAIN_AFTER_MS) return;
    toldAt.set(line, now());
    print(line);
  };
  return {
    info: log.info,
    warn: (message, fields) => {
      log.warn(message, fields);
      tell(message, fields);
    },
    error: (message, fields) => {
      log.error(message, fields);
      tell(message, fields);
    },
  };
};

/** The message that failed for a refusal of Slack: the refusal itself was logged before. */
const isToldAlready = ({ kind, error }: Trouble): boolean => kind === undefined && error === 'SlackFailure';

const describeTrouble = (message: string, { kind, reason }: Trouble): string => {
  const [why = ''] = reason.split('\n', 1);
  switch (kind) {
    case undefined:
      return `Delivery: ${message} (${why})`;
    case 'unsure':
      return `Slack could not be reached, or its answer was lost (${why}); the message is tried again.`;
    case 'rate-limited':
      return `Slack asks to wait (${why}); the message is tried again.`;
    default:
      return `Slack refuses (${why}); the message is tried again in some minutes.`;
  }
};
