import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { createWebClient } from '../../../../lib/slack/client/create-web-client.ts';
import { createPrepareCall } from '../../../../lib/slack/client/prepare-call.ts';
import { holdTimeOuts } from '../../../fixtures/hold-time-outs.ts';
import { failureOf } from '../failure-of.ts';
import { keepLog } from '../keep-log.ts';
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

describe('R20: the client never repeats a post', () => {
  test.each<[string, SlackAnswer, string, string | RegExp]>([
    ['500', { status: 500, body: 'oops' }, 'unsure', 'http_500'],
    [
      '429 with Retry-After',
      { status: 429, headers: { 'retry-after': '30' } },
      'rate-limited',
      'ratelimited',
    ],
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
    const { failure } = await post({ status: 429, headers: { 'retry-after': '30' } });
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
