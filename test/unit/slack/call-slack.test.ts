import { describe, expect, test } from '@jest/globals';
import { WebAPIPlatformError } from '@slack/web-api';
import { ConfigError } from '../../../lib/config/config-error.ts';
import { createCallSlack } from '../../../lib/slack/call-slack.ts';
import { NotSetUp } from '../../../lib/config/not-set-up.ts';
import type { Doing } from '../../../lib/slack/classify-slack-error.ts';
import { failureOf } from './failure-of.ts';
import { keepLog } from './keep-log.ts';

const doing: Doing = { call: 'post', what: 'card' };
const refuse = (error: string) => {
  throw new WebAPIPlatformError({ ok: false, error });
};

/** A secret that was rotated: the cache still has the old token. */
const rotated = async (options?: { fresh: true }): Promise<string> =>
  options?.fresh === true ? 'xoxb-new' : 'xoxb-old';

describe('createCallSlack', () => {
  test.each(['invalid_auth', 'token_revoked', 'account_inactive'])(
    'after %s the token is read once past the cache, and the request made once more',
    async (word) => {
      const seen: string[] = [];
      const log = keepLog();
      const answer = await createCallSlack(rotated, log)(doing, async (token) => {
        seen.push(token);
        return token === 'xoxb-new' ? 'posted' : refuse(word);
      });
      expect(answer).toBe('posted');
      expect(seen).toEqual(['xoxb-old', 'xoxb-new']);
      expect(log.lines).toEqual([`warn slack: token refused, reading it once more {"reason":"${word}"}`]);
    },
  );

  test('a token that stays refused is tried twice, not for ever', async () => {
    let calls = 0;
    const failure = await failureOf(
      createCallSlack(rotated, keepLog())(doing, async () => {
        calls += 1;
        return refuse('invalid_auth');
      }),
    );
    expect([failure.kind, failure.reason, calls]).toEqual(['token-unusable', 'invalid_auth', 2]);
  });

  test('R20: any other failure is not tried again', async () => {
    let calls = 0;
    const failure = await failureOf(
      createCallSlack(rotated, keepLog())(doing, async () => {
        calls += 1;
        return refuse('internal_error');
      }),
    );
    expect([failure.kind, calls]).toEqual(['unsure', 1]);
  });

  test('blanks round a stored token do no harm', async () => {
    const token = await createCallSlack(async () => ' xoxb-new\n', keepLog())(
      doing,
      async (bearer) => bearer,
    );
    expect(token).toBe('xoxb-new');
  });

  test.each(['', 'xoxb new', 'xoxb-가', '{"token":\n"x"}'])(
    'what is no token is never sent: %j',
    async (token) => {
      let calls = 0;
      const failure = await failureOf(
        createCallSlack(async () => token, keepLog())(doing, async () => (calls += 1)),
      );
      expect([failure.kind, failure.reason, calls]).toEqual(['token-unusable', 'token_malformed', 0]);
    },
  );

  test('a secret that cannot be read for now waits; one that is missing waits for a person', async () => {
    const throttled = async (): Promise<string> => Promise.reject(new Error('secret detail'));
    const missing = async (): Promise<string> => Promise.reject(new ConfigError('no secret'));
    const soon = await failureOf(createCallSlack(throttled, keepLog())(doing, async () => 1));
    expect([soon.kind, soon.reason, soon.cause]).toEqual(['rate-limited', 'token_unreadable', undefined]);
    expect(soon.message).not.toContain('secret detail');
    const never = await failureOf(createCallSlack(missing, keepLog())(doing, async () => 1));
    expect(never.kind).toBe('token-unusable');
  });

  test('a secret that still holds its placeholder waits for a person, and says what to run (O5)', async () => {
    let calls = 0;
    const unset = async (): Promise<string> => Promise.reject(new NotSetUp('made-up/slack', 'slack'));
    const failure = await failureOf(createCallSlack(unset, keepLog())(doing, async () => (calls += 1)));
    expect([failure.kind, failure.reason, calls]).toEqual(['token-unusable', 'not_set_up', 0]);
    expect(failure.message).toContain('npm run secrets -- slack');
  });
});
