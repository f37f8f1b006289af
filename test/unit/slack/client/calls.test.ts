import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { WebAPIPlatformError } from '@slack/web-api';
import { ConfigError, NotSetUp } from '../../../../lib/config/config-error.ts';
import type { CallContext } from '../../../../lib/slack/client/classify-slack-error.ts';
import { createWebClient } from '../../../../lib/slack/client/create-web-client.ts';
import { createLinks } from '../../../../lib/slack/client/links.ts';
import { createPrepareCall, type ReadToken } from '../../../../lib/slack/client/prepare-call.ts';
import type { Log } from '../../../../lib/workflows/ports/log.ts';
import { holdTimeOuts } from '../../../fixtures/hold-time-outs.ts';
import { failureOf } from '../failure-of.ts';
import { keepLog } from '../keep-log.ts';
import { slackAt } from '../slack-at.ts';
import { type SlackAnswer, startSlack } from '../start-slack.ts';

const TOKEN = 'xoxb-made-up-token';
afterEach(() => void jest.restoreAllMocks());

const post = async (answer: SlackAnswer, token = TOKEN) => {
  const timeOuts = holdTimeOuts();
  const slack = await startSlack(() => {
    // After everything that it writes at once, and after some of what trickles.
    if (typeof answer === 'string') setTimeout(timeOuts.runOut, answer.startsWith('slow') ? 160 : 0);
    return answer;
  });
  const client = createWebClient({ slackApiUrl: slack.url, timeoutMs: 5000 });
  const log = keepLog();
  const prepareCall = createPrepareCall(async () => token, log);
  const send = async (): Promise<unknown> =>
    (await prepareCall({ call: 'post', what: 'card' }))((bearer) =>
      client.apiCall('chat.postMessage', { token: bearer, channel: 'C0CS', text: 'made up words' }),
    );
  const failure = await failureOf(send());
  return { failure, slack, log, timeOuts };
};

/** Inside Jest's realm the client does not recognise fetch's errors and keeps only their text. */
const LOST = /^(timeout|UND_ERR_SOCKET|connection_lost)$/;

const WAIT = { status: 429, headers: { 'retry-after': '30' } };

describe('R20: the client never repeats a post', () => {
  test.each<[string, SlackAnswer, string, string | RegExp]>([
    ['500', { status: 500, body: 'oops' }, 'unsure', 'http_500'],
    ['429 with Retry-After', WAIT, 'rate-limited', 'ratelimited'],
    ['429 without', { status: 429 }, 'rate-limited', 'no_retry_after'],
    ['no answer', 'hang', 'unsure', LOST],
    ['half an answer', 'half', 'unsure', LOST],
    ['a closed connection', 'hang up', 'unsure', LOST],
    ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:9/' } }, 'unsure', LOST],
    ['HTML', { status: 200, body: '<html>' }, 'unsure', 'unreadable_answer'],
    ['ok: false', { ok: false, error: 'internal_error' }, 'unsure', 'internal_error'],
  ])('%s: one request, classified', async (_name, answer, kind, reason) => {
    const { failure, slack } = await post(answer);
    expect(failure.kind).toBe(kind);
    expect(failure.reason).toMatch(reason);
    expect(slack.requests).toHaveLength(1);
  });

  test('R21: it does not wait during a 429 either', async () => {
    const timers = jest.spyOn(globalThis, 'setTimeout');
    const { failure } = await post(WAIT);
    expect(failure.retryAfterMs).toBe(30_000);
    expect(timers.mock.calls.filter(([, ms = 0]) => ms >= 1000)).toEqual([]);
  });
});

test.each(['slow headers', 'slow body'] as const)(
  'R19: a call ends in time even if its answer trickles: %s',
  async (answer) => {
    const { failure, slack, timeOuts } = await post(answer);
    expect(failure.kind).toBe('unsure');
    expect(failure.reason).toMatch(LOST);
    expect(timeOuts.askedMs).toEqual([5000]);
    expect(slack.requests).toHaveLength(1);
  },
);

describe('secrets', () => {
  test.each<[string, SlackAnswer, string]>([
    ['a refusal', { ok: false, error: 'invalid_auth' }, TOKEN],
    ['500', { status: 500, body: TOKEN }, TOKEN],
    [
      'a complaint that quotes the text',
      {
        ok: false,
        error: 'invalid_blocks',
        response_metadata: { messages: ['[ERROR] made up words'], warnings: [TOKEN] },
      },
      TOKEN,
    ],
    ['an answer that echoes it', { ok: false, error: `bad ${TOKEN}` }, TOKEN],
    ['a token that no header can carry', { ok: true }, `${TOKEN}\nx`],
    ['a token with letters outside of ASCII', { ok: true }, `${TOKEN}가`],
  ])(
    '%s: neither the token nor the text is in the error, the log or the console',
    async (_name, answer, token) => {
      const consoles = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) =>
        jest.spyOn(console, level).mockImplementation(() => {}),
      );
      const { failure, log } = await post(answer, token);
      const output = [
        failure.message,
        failure.stack,
        failure.reason,
        JSON.stringify(failure),
        String(failure.cause),
        ...log.lines,
        JSON.stringify(consoles.map((spy) => spy.mock.calls)),
      ].join('\n');
      expect(output).not.toContain('xoxb');
      expect(output).not.toContain('made up words');
    },
  );
});

describe('createPrepareCall', () => {
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

  test.each([
    ['only once more after a token that stays refused', 'invalid_auth', 'token-unusable', 2],
    ['R20: not after any other failure', 'internal_error', 'unsure', 1],
  ])('repeats a request %s', async (_when, word, kind, requests) => {
    let calls = 0;
    const failure = await failureOf(
      callWith(rotated)(async () => {
        calls += 1;
        return refuse(word);
      }),
    );
    expect([failure.kind, failure.reason, calls]).toEqual([kind, word, requests]);
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
    const unset = async (): Promise<string> =>
      Promise.reject(new NotSetUp('made-up/slack', 'secrets -- slack'));
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

describe('links to cards', () => {
  const context = { call: 'post', what: 'notice for made-up' } as const;
  const card = { channel: 'C0CS', ts: '1795583820.000100' };

  const start = async (answer: (count: number) => SlackAnswer) => {
    const slack = await startSlack((_request, count) => answer(count));
    return { readLinks: createLinks(slackAt(slack.url)).toCards, requests: slack.requests };
  };

  test("have Slack's form, with one call for any number of them", async () => {
    const { readLinks, requests } = await start(() => ({ ok: true, url: 'https://made-up.slack.com/' }));
    const linkTo = await readLinks(context);
    expect(linkTo(card)).toBe('https://made-up.slack.com/archives/C0CS/p1795583820000100');
    expect(linkTo({ ...card, threadTs: '1795583800.000100' })).toBe(
      'https://made-up.slack.com/archives/C0CS/p1795583820000100?thread_ts=1795583800.000100&cid=C0CS',
    );
    expect((await readLinks(context))(card)).toBe(linkTo(card));
    expect(requests.map(({ method }) => method)).toEqual(['auth.test']);
  });

  test('do not exist to a card that is not in Slack', async () => {
    const { readLinks } = await start(() => ({ ok: true, url: 'https://made-up.slack.com/' }));
    expect((await readLinks(context))({})).toBeUndefined();
  });

  test.each<[string, SlackAnswer]>([
    ['refuses', { ok: false, error: 'missing_scope' }],
    ['is down', { status: 503 }],
    ['says wait', WAIT],
    ['names no address', { ok: true }],
    ['names one that is none', { ok: true, url: 'javascript:alert(1)' }],
  ])(
    'are absent if Slack %s, the message is still sent, and Slack is called again later',
    async (_, first) => {
      const { readLinks } = await start((count) =>
        count === 1 ? first : { ok: true, url: 'https://made-up.slack.com/' },
      );
      expect((await readLinks(context))(card)).toBeUndefined();
      expect((await readLinks(context))(card)).toBeDefined();
    },
  );
});
