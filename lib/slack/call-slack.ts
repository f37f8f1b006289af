import { NotSetUp } from '../config/not-set-up.ts';
import { NotifierError } from '../domain/notifier-error.ts';
import type { Log } from '../workflows/ports.ts';
import { SlackFailure } from '../workflows/slack-error.ts';
import { classifySlackError, type Doing, slackErrorWord } from './classify-slack-error.ts';
import { SLACK_ERROR_WORDS } from './slack-error-words.ts';

/** The bot token; `fresh` passes the cache by. */
export type ReadToken = (options?: { fresh: true }) => Promise<string>;

/** Makes one request with the token. Throws SlackFailure and nothing else. */
export type CallSlack = <T>(doing: Doing, request: (token: string) => Promise<T>) => Promise<T>;

/**
 * A refused token is read once more, past the cache, and the request made once more: Slack has surely done nothing.
 * No other answer is tried again here (R20).
 */
export const createCallSlack =
  (readToken: ReadToken, log: Log): CallSlack =>
  async (doing, request) => {
    const token = await usableToken(readToken(), doing);
    try {
      return await request(token);
    } catch (error) {
      const word = slackErrorWord(error);
      if (word === undefined || !SLACK_ERROR_WORDS['token-unusable'].includes(word))
        throw classifySlackError(error, doing);
      log.warn('slack: token refused, reading it once more', { reason: word });
    }
    const fresh = await usableToken(readToken({ fresh: true }), doing);
    try {
      return await request(fresh);
    } catch (error) {
      throw classifySlackError(error, doing);
    }
  };

/** A token that no header can carry would fail inside the client, where the error quotes it. */
const usableToken = async (reading: Promise<string>, { call, what }: Doing): Promise<string> => {
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
    const helpless = error instanceof NotifierError && !error.retryable;
    throw new SlackFailure(
      helpless ? 'token-unusable' : 'rate-limited',
      'token_unreadable',
      `Slack: ${call} of ${what} failed: the token cannot be read. Nothing was posted; check its secret.`,
      error instanceof NotifierError ? { cause: error } : {},
    );
  });
  if (/^[\x21-\x7e]+$/.test(token.trim())) return token.trim();
  throw new SlackFailure(
    'token-unusable',
    'token_malformed',
    `Slack: ${call} of ${what} failed: what the secret holds is no token. Store the bot token anew.`,
  );
};
