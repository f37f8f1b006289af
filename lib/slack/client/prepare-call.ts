import { NotSetUp } from '../../config/not-set-up.ts';
import { NotifierError } from '../../domain/notifier-error.ts';
import type { Log } from '../../workflows/ports/log.ts';
import { SlackFailure } from '../../workflows/ports/slack-error.ts';
import { classifySlackError, type CallContext, slackErrorWord } from './classify-slack-error.ts';
import { SLACK_ERROR_WORDS } from './slack-error-words.ts';

/** The bot token; `fresh` passes the cache by. */
export type ReadToken = (options?: { fresh: true }) => Promise<string>;

/** Reads the token. What comes back makes requests with it and waits for nothing else. Both throw SlackFailure and nothing else. */
export type PrepareCall = (context: CallContext) => Promise<CallSlack>;
export type CallSlack = <T>(request: (token: string) => Promise<T>) => Promise<T>;

/** An attempt is not used when it is older (R19). */
const LATEST_SECOND_MS = 5000;

/**
 * A refused token is read once more, past the cache, and the request made once more: Slack has surely done nothing.
 * No other answer is tried again here (R20).
 * @param elapsed monotonic, ms
 */
export const createPrepareCall =
  (readToken: ReadToken, log: Log, elapsed: () => number = () => performance.now()): PrepareCall =>
  async (context) => {
    let token = await usableToken(readToken(), context);
    return async (request) => {
      const begunAt = elapsed();
      try {
        return await request(token);
      } catch (error) {
        const word = slackErrorWord(error);
        if (word === undefined || !SLACK_ERROR_WORDS['token-unusable'].includes(word))
          throw classifySlackError(error, context);
        log.warn('slack: token refused, reading it once more', { reason: word });
      }
      token = await usableToken(readToken({ fresh: true }), context);
      if (elapsed() - begunAt > LATEST_SECOND_MS) throw tokenUnreadable(context);
      try {
        return await request(token);
      } catch (error) {
        throw classifySlackError(error, context);
      }
    };
  };

/** A token that no header can carry would fail inside the client, where the error quotes it. */
const usableToken = async (reading: Promise<string>, context: CallContext): Promise<string> => {
  const { call, what } = context;
  const token = await reading.catch((error: unknown) => {
    if (error instanceof NotSetUp) {
      // Waits as long as a refused token does, and goes out by itself once a person has stored one.
      throw new SlackFailure(
        'token-unusable',
        'not_set_up',
        `Slack: ${call} of ${what} waits: ${error.message}`,
        { cause: error },
      );
    }
    throw tokenUnreadable(context, error);
  });
  if (/^[\x21-\x7e]+$/.test(token.trim())) return token.trim();
  throw new SlackFailure(
    'token-unusable',
    'token_malformed',
    `Slack: ${call} of ${what} failed: what the secret holds is no token. Store the bot token anew.`,
  );
};

/** It passes by itself, unless the error says that it does not. */
const tokenUnreadable = ({ call, what }: CallContext, error?: unknown): SlackFailure => {
  const helpless = error instanceof NotifierError && !error.retryable;
  return new SlackFailure(
    helpless ? 'token-unusable' : 'rate-limited',
    'token_unreadable',
    `Slack: ${call} of ${what} failed: the token cannot be read. Nothing was posted; check its secret.`,
    error instanceof NotifierError ? { cause: error } : {},
  );
};
