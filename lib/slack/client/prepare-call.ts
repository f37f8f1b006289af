import type { WebClient } from '@slack/web-api';
import { NotSetUp } from '../../config/config-error.ts';
import { NotifierError, whyUnread } from '../../domain/notifier-error.ts';
import type { Log } from '../../workflows/ports/log.ts';
import { SlackFailure } from '../../workflows/ports/slack.ts';
import {
  classifySlackError,
  type CallContext,
  slackErrorWord,
  SLACK_ERROR_WORDS,
} from './classify-slack-error.ts';

/** The bot token. `fresh` skips the cache. */
export type ReadToken = (options?: { fresh: true }) => Promise<string>;

/** Reads the token and returns a function that only makes the request. Both throw only SlackFailure. */
export type PrepareCall = (context: CallContext) => Promise<CallSlack>;
export type SlackCalls = { client: WebClient; prepareCall: PrepareCall; log: Log };
export type CallSlack = <T>(request: (token: string) => Promise<T>) => Promise<T>;

/** An older attempt is not used for a call (R19). */
const LATEST_SECOND_MS = 5000;

/**
 * After a refused token it reads the token without the cache and repeats the request once, since Slack has certainly
 * done nothing. No other answer causes a retry (R20).
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

/** A token that a header cannot hold would fail inside the client, and the error would quote it. */
const usableToken = async (reading: Promise<string>, context: CallContext): Promise<string> => {
  const { call, what } = context;
  const token = await reading.catch((error: unknown) => {
    if (error instanceof NotSetUp) {
      // The message waits like after a refused token, and is sent once a person has stored a token.
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
    `Slack: ${call} of ${what} failed: the secret does not hold a token. Store the bot token again.`,
  );
};

/** It is tried again later, unless the error is final. */
const tokenUnreadable = ({ call, what }: CallContext, error?: unknown): SlackFailure => {
  const helpless = error instanceof NotifierError && !error.retryable;
  const why = whyUnread(error);
  return new SlackFailure(
    helpless ? 'token-unusable' : 'rate-limited',
    'token_unreadable',
    `Slack: ${call} of ${what} failed: the token cannot be read${why === undefined ? '' : ` (${why})`}. Nothing was posted; check its secret.`,
    error instanceof NotifierError ? { cause: error } : {},
  );
};
