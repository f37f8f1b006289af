import { describe, expect, test } from '@jest/globals';
import { WebAPIPlatformError } from '@slack/web-api';
import { ConfigError, NotSetUp } from '../../../../lib/config/config-error.ts';
import type { CallContext } from '../../../../lib/slack/client/classify-slack-error.ts';
import { createPrepareCall, type ReadToken } from '../../../../lib/slack/client/prepare-call.ts';
import { failureOf } from '../failure-of.ts';
import type { Log } from '../../../../lib/workflows/ports/log.ts';
import { keepLog } from '../keep-log.ts';

const context: CallContext = { call: 'post', what: 'card' };
const refuse = (error: string) => {
  throw new WebAPIPlatformError({ ok: false, error });
};

/** A rotated secret: the cache still has the old token. */
const rotated = async (options?: { fresh: true }): Promise<string> =>
  options?.fresh === true ? 'xoxb-new' : 'xoxb-old';

/** Prepares and makes the call at once. */
const callWith =
  (readToken: ReadToken, log: Log = keepLog()) =>
  async <T>(request: (token: string) => Promise<T>): Promise<T> =>
    (await createPrepareCall(readToken, log)(context))(request);

describe('createPrepareCall', () => {
  test.each(['invalid_auth', 'token_revoked', 'account_inactive'])(
    'reads the token once without the cache after %s, and repeats the request',
    async (word) => {
      const seen: string[] = [];
      const log = keepLog();
      const answer = await callWith(
        rotated,
        log,
      )(async (token) => {
        seen.push(token);
        return token === 'xoxb-new' ? 'posted' : refuse(word);
      });
      expect(answer).toBe('posted');
      expect(seen).toEqual(['xoxb-old', 'xoxb-new']);
      expect(log.lines).toEqual([`warn slack: token refused, reading it once more {"reason":"${word}"}`]);
    },
  );

  test('tries a token that stays refused only twice', async () => {
    let calls = 0;
    const failure = await failureOf(
      callWith(rotated)(async () => {
        calls += 1;
        return refuse('invalid_auth');
      }),
    );
    expect([failure.kind, failure.reason, calls]).toEqual(['token-unusable', 'invalid_auth', 2]);
  });

  test('R20: does not repeat any other failure', async () => {
    let calls = 0;
    const failure = await failureOf(
      callWith(rotated)(async () => {
        calls += 1;
        return refuse('internal_error');
      }),
    );
    expect([failure.kind, calls]).toEqual(['unsure', 1]);
  });

  test('ignores blanks around a stored token', async () => {
    const token = await callWith(async () => ' xoxb-new\n')(async (bearer) => bearer);
    expect(token).toBe('xoxb-new');
  });

  test.each(['', 'xoxb new', 'xoxb-가', '{"token":\n"x"}'])(
    'never sends an invalid token: %j',
    async (token) => {
      let calls = 0;
      const failure = await failureOf(callWith(async () => token)(async () => (calls += 1)));
      expect([failure.kind, failure.reason, calls]).toEqual(['token-unusable', 'token_malformed', 0]);
    },
  );

  test('waits for an unreadable secret, and waits for a person if it is missing', async () => {
    const throttled = async (): Promise<string> => Promise.reject(new Error('secret detail'));
    const missing = async (): Promise<string> => Promise.reject(new ConfigError('no secret'));
    const soon = await failureOf(callWith(throttled)(async () => 1));
    expect([soon.kind, soon.reason, soon.cause]).toEqual(['rate-limited', 'token_unreadable', undefined]);
    expect(soon.message).not.toContain('secret detail');
    const denied = Object.assign(new Error('secret detail'), { name: 'AccessDeniedException' });
    const failure = await failureOf(callWith(() => Promise.reject<string>(denied))(async () => 1));
    expect(failure.message).toContain('the token cannot be read (AccessDeniedException). Nothing was posted');
    const never = await failureOf(callWith(missing)(async () => 1));
    expect(never.kind).toBe('token-unusable');
  });

  test('waits for a person if a secret still has its placeholder, and explains what to run (O5)', async () => {
    let calls = 0;
    const unset = async (): Promise<string> => Promise.reject(new NotSetUp('made-up/slack', 'slack'));
    const failure = await failureOf(callWith(unset)(async () => (calls += 1)));
    expect([failure.kind, failure.reason, calls]).toEqual(['token-unusable', 'not_set_up', 0]);
    expect(failure.message).toContain('npm run secrets -- slack');
  });

  test('R19: reads the token before the call, so that the call has no wait', async () => {
    let reads = 0;
    const readToken = async (): Promise<string> => `xoxb-${(reads += 1)}`;
    const call = await createPrepareCall(readToken, keepLog())(context);
    expect(reads).toBe(1);
    expect(await call(async (token) => token)).toBe('xoxb-1');
    expect(reads).toBe(1);
  });

  test('uses a token that was read again for the next request too', async () => {
    const seen: string[] = [];
    const call = await createPrepareCall(rotated, keepLog())(context);
    for (let page = 0; page < 2; page += 1) {
      await call(async (token) => (seen.push(token), token === 'xoxb-new' ? token : refuse('invalid_auth')));
    }
    expect(seen).toEqual(['xoxb-old', 'xoxb-new', 'xoxb-new']);
  });

  test.each([
    [5000, 2],
    [5001, 1],
  ])(
    'R19: makes another request only in time: a new token comes %d ms after the call began, %d requests',
    async (tookMs, requests) => {
      let elapsed = 0;
      const slow = async (options?: { fresh: true }): Promise<string> => {
        if (options?.fresh) elapsed += tookMs;
        return rotated(options);
      };
      let calls = 0;
      const call = await createPrepareCall(slow, keepLog(), () => elapsed)(context);
      const answer = call(
        async (token) => ((calls += 1), token === 'xoxb-new' ? token : refuse('invalid_auth')),
      );
      if (requests === 2) expect(await answer).toBe('xoxb-new');
      else
        expect(await failureOf(answer)).toMatchObject({ kind: 'rate-limited', reason: 'token_unreadable' });
      expect(calls).toBe(requests);
    },
  );
});
