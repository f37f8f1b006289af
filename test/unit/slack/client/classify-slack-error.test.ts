import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { fc } from '../../../fixtures/fast-check.ts';
import {
  classifySlackError,
  type CallContext,
  SLACK_ERROR_WORDS,
} from '../../../../lib/slack/client/classify-slack-error.ts';
import type { SlackFailureKind } from '../../../../lib/domain/delivery/after-failure.ts';

const post: CallContext = { call: 'post', what: 'card for KR/A00012345/call-center/1/2' };
const lookUp: CallContext = { ...post, call: 'look-up' };
const says = (error: string) => new WebAPIPlatformError({ ok: false, error });
const lost = (code: string, syscall?: string) => {
  const cause = Object.assign(new Error('x'), { code, ...(syscall !== undefined && { syscall }) });
  return new WebAPIRequestError(new TypeError('fetch failed', { cause }));
};

/** Nothing listens there any more. */
const closedPort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  server.close();
  await once(server, 'close');
  return address.port;
};

describe('an answer of Slack', () => {
  test.each<[SlackFailureKind, string]>([
    // R19: the message may be in Slack.
    ['unsure', 'fatal_error'],
    ['unsure', 'internal_error'],
    ['unsure', 'request_timeout'],
    ['unsure', 'service_unavailable'],
    // R21: wait.
    ['rate-limited', 'ratelimited'],
    ['rate-limited', 'rate_limited'],
    // R22: a new card, plain text, another channel.
    ['card-unusable', 'message_not_found'],
    ['card-unusable', 'edit_window_closed'],
    ['card-unusable', 'cant_update_message'],
    // R24: the thread cannot be replied to, so the card goes to the channel.
    ['card-unusable', 'thread_not_found'],
    ['card-unusable', 'cannot_reply_to_message'],
    ['card-unusable', 'restricted_action_thread_locked'],
    ['content-refused', 'invalid_blocks'],
    ['content-refused', 'msg_too_long'],
    ['content-refused', 'msg_blocks_too_long'],
    ['channel-unusable', 'channel_not_found'],
    ['channel-unusable', 'not_in_channel'],
    ['channel-unusable', 'is_archived'],
    ['token-unusable', 'invalid_auth'],
    ['token-unusable', 'token_revoked'],
    ['channel-unusable', 'missing_scope'],
    ['refused', 'invalid_arguments'],
    ['refused', 'a_word_that_we_do_not_know'],
  ])('R19, R21, R22: %s: %s', (kind, word) => {
    const failure = classifySlackError(says(word), post);
    expect([failure.kind, failure.reason]).toEqual([kind, word]);
    expect(failure.message).toContain(`card for KR/A00012345/call-center/1/2 failed: ${word}.`);
  });

  test('R19: a look-up is refused for scope and membership; a refused token means the same as for other calls', () => {
    for (const word of ['missing_scope', 'not_in_channel', 'channel_not_found', 'no_permission']) {
      expect(classifySlackError(says(word), lookUp).kind).toBe('look-up-refused');
    }
    expect(classifySlackError(says('token_revoked'), lookUp).kind).toBe('token-unusable');
    expect(classifySlackError(says('internal_error'), lookUp).kind).toBe('unsure');
  });

  test('no error code is in two rows of the table', () => {
    const words = Object.values(SLACK_ERROR_WORDS).flat();
    expect(new Set(words).size).toBe(words.length);
  });

  test('R21: a 429 waits as long as Slack demands', () => {
    const failure = classifySlackError(new WebAPIRateLimitedError(7), post);
    expect([failure.kind, failure.retryAfterMs, failure.retryable]).toEqual(['rate-limited', 7000, true]);
  });

  test.each([500, 502, 503, 504, 408])('R19: HTTP %d leaves it open whether it was posted', (status) => {
    expect(classifySlackError(new WebAPIHTTPError(status, '', {}, 'x'), post).kind).toBe('unsure');
  });

  test('another HTTP status is a refusal', () => {
    const failure = classifySlackError(new WebAPIHTTPError(403, '', {}, 'x'), post);
    expect([failure.kind, failure.reason, failure.retryable]).toEqual(['refused', 'http_403', false]);
  });

  test('R19: a time-out and a connection that ends leave it open', () => {
    const late = new WebAPIRequestError(new DOMException('too late', 'TimeoutError'));
    expect(classifySlackError(late, post)).toMatchObject({ kind: 'unsure', reason: 'timeout' });
    expect(classifySlackError(new TypeError('terminated'), post)).toMatchObject({
      kind: 'unsure',
      reason: 'connection_lost',
    });
  });

  const NEVER_SENT = 'ECONNREFUSED ENOTFOUND EAI_AGAIN EHOSTUNREACH ENETUNREACH UND_ERR_CONNECT_TIMEOUT';
  test.each(NEVER_SENT.split(' '))('R19: %s: the call was never sent, so nothing was posted', (code) => {
    const failure = classifySlackError(lost(code), post);
    expect([failure.kind, failure.reason, failure.retryable]).toEqual(['unreached', code, true]);
    expect(failure.message).toContain('Nothing was posted');
    expect(classifySlackError(lost(code), lookUp).kind).toBe('unreached');
  });

  const LOST = 'ECONNRESET ETIMEDOUT EPIPE ECONNABORTED UND_ERR_SOCKET UND_ERR_HEADERS_TIMEOUT';
  test.each(LOST.split(' '))('R19: %s leaves it open', (code) => {
    expect(classifySlackError(lost(code), post)).toMatchObject({ kind: 'unsure', reason: code });
  });

  test('R19: a network that fails during an open connection leaves it open', () => {
    for (const syscall of ['read', 'write']) {
      expect(classifySlackError(lost('ENETUNREACH', syscall), post).kind).toBe('unsure');
    }
    expect(classifySlackError(lost('ENETUNREACH', 'connect'), post).kind).toBe('unreached');
  });

  test.each(['127.0.0.1', 'localhost', 'made-up.invalid'])(
    'R19: an error of fetch for a closed port is unreached: %s',
    async (host) => {
      const thrown: unknown = await fetch(`http://${host}:${await closedPort()}/`).catch(
        (error: unknown) => error,
      );
      // As the client passes it on. Inside Jest's realm it would keep only its text.
      const error = { code: 'slack_webapi_request_error', original: thrown };
      expect(classifySlackError(error, post).kind).toBe('unreached');
    },
  );

  test('R19: an answer that is not JSON proves nothing about the message, and nothing of it is kept', () => {
    const failure = classifySlackError(says('<html>buyer 01012345678</html>'), post);
    expect([failure.kind, failure.reason]).toEqual(['unsure', 'unreadable_answer']);
    expect(failure.message).not.toContain('html');
  });

  test('any thrown value becomes a failure that quotes nothing of it', () => {
    fc.assert(
      fc.property(fc.anything(), fc.string({ minLength: 4 }), (thrown, secret) => {
        const errors = [
          thrown,
          says(`${secret} ${secret}`),
          new WebAPIRequestError(new TypeError(`bad header "Bearer xoxb-${secret}"`)),
          new WebAPIHTTPError(500, secret, { a: secret }, secret),
        ];
        for (const error of errors) {
          const failure = classifySlackError(error, { call: 'post', what: 'x' });
          expect(failure.cause).toBeUndefined();
          expect(failure.reason).toMatch(/^[A-Za-z0-9_]+$/);
        }
      }),
    );
  });
});
