import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { TERMINAL_TEXTS } from '../../../../local/page/texts.ts';
import { readSignedRequest, verifySignature } from '../../../../lib/slack/requests/verify-request.ts';
import { openSocket } from '../../../../local/run/open-socket.ts';
import { type FakeSlack, startFakeSlack } from 'fake-slack';

const SECRET = 'made-up';
const APP_TOKEN = 'xapp-1-made-up';
const EVENT = {
  type: 'events_api',
  payload: { type: 'event_callback', event: { type: 'reaction_added' } },
} as const;
const OPENING = { method: 'apps.connections.open' };

let slack: FakeSlack;
let lines: string[];
let errors: unknown[];
let taken: { text: string; contentType: string | null }[];
let answer: () => Response | Promise<Response>;
let socket: Awaited<ReturnType<typeof openSocket>> | undefined;

/** Refuses what is not signed, as the handler does. */
const door = async (request: Request): Promise<Response> => {
  const read = readSignedRequest(
    { headers: Object.fromEntries(request.headers), body: await request.text() },
    Date.now(),
  );
  const verified = 'fault' in read ? read : verifySignature(read, [SECRET]);
  if ('fault' in verified) return new Response('', { status: 401 });
  taken.push({ text: verified.text, contentType: request.headers.get('content-type') });
  return answer();
};

const open = async (changed: Partial<Parameters<typeof openSocket>[0]> = {}): Promise<void> => {
  socket = await openSocket({
    apiUrl: slack.apiUrl,
    appToken: APP_TOKEN,
    door,
    signingSecret: SECRET,
    now: Date.now,
    print: (line) => void lines.push(line),
    texts: TERMINAL_TEXTS.en,
    onError: (error) => void errors.push(error),
    retryMs: 10,
    ...changed,
  });
};
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await sleep(5);
};
const isOpen = () => until(() => lines.at(-1)?.includes('its socket is open') === true);

beforeEach(async () => {
  slack = await startFakeSlack({ channels: [], token: 'xoxb-made-up', appToken: APP_TOKEN });
  lines = [];
  errors = [];
  taken = [];
  answer = () => new Response('');
});
afterEach(async () => {
  await socket?.close();
  socket = undefined;
  await slack.stop();
});

describe('an envelope (O2)', () => {
  beforeEach(async () => {
    await open();
    await isOpen();
  });

  test('reaches the door in the form of its kind, signed', async () => {
    const press = { type: 'block_actions', actions: [{ value: '쿠팡 & co' }] };
    await slack.sockets.deliver({ type: 'interactive', payload: press });
    await slack.sockets.deliver({
      type: 'slash_commands',
      payload: { command: '/coupang', text: '1000 & 1', is_enterprise_install: false },
    });
    await slack.sockets.deliver(EVENT);
    const [interaction, command, event] = taken;
    const form = 'application/x-www-form-urlencoded';
    expect(taken.map(({ contentType }) => contentType)).toEqual([form, form, 'application/json']);
    expect(JSON.parse(new URLSearchParams(interaction?.text).get('payload') ?? '')).toEqual(press);
    expect(Object.fromEntries(new URLSearchParams(command?.text))).toEqual({
      command: '/coupang',
      text: '1000 & 1',
      is_enterprise_install: 'false',
    });
    expect(JSON.parse(event?.text ?? '')).toEqual(EVENT.payload);
  });

  test('has the answer of the door as its receipt, or an empty one', async () => {
    expect(await slack.sockets.deliver(EVENT)).toEqual({});
    const refusal = { response_action: 'errors', errors: { text: '마감이 지나' } };
    answer = () => Response.json(refusal);
    const submission = { type: 'interactive', payload: { type: 'view_submission' } } as const;
    expect(await slack.sockets.deliver(submission)).toEqual(refusal);
  });

  test('gets no receipt if the door fails or refuses, and the next envelope gets one', async () => {
    answer = () => new Response('', { status: 502 });
    void slack.sockets.deliver(EVENT);
    await until(() => taken.length === 1);
    answer = () => {
      throw new Error('made up');
    };
    void slack.sockets.deliver(EVENT);
    await until(() => errors.length === 1);
    answer = () => new Response('');
    await slack.sockets.deliver(EVENT);
    expect(slack.sockets.envelopes.map(({ receipt }) => receipt)).toEqual([undefined, undefined, {}]);
  });
});

describe('the socket', () => {
  test('is opened again silently when Slack ends it', async () => {
    await open();
    await isOpen();
    slack.sockets.end('disconnect');
    await until(() => slack.sockets.requests() === 2 && slack.sockets.open() === 1);
    slack.sockets.end('cut');
    await until(() => slack.sockets.requests() === 3 && slack.sockets.open() === 1);
    expect(await slack.sockets.deliver(EVENT)).toEqual({});
    expect(lines).toHaveLength(1);
  });

  test.each(['invalid_auth', 'internal_error'])(
    'that Slack refuses with %s is reported once, tried less and less often, and reported when it opens',
    async (word) => {
      slack.fail({ error: word }, { ...OPENING, times: 3 });
      const from = performance.now();
      await open();
      await isOpen();
      expect(performance.now() - from).toBeGreaterThan(20 + 40 + 80 - 5);
      expect(lines).toHaveLength(2);
      expect(lines[0]).toContain(`does not open its socket (${word})`);
      expect(lines[0]).toContain('check SLACK_APP_TOKEN');
    },
  );

  test('is reported if nobody listens, and closes at once', async () => {
    const { apiUrl } = slack;
    await slack.stop();
    await open({ apiUrl });
    await until(() => lines.length > 0);
    expect(lines).toEqual([expect.stringContaining('does not open its socket')]);
    await socket?.close();
    slack = await startFakeSlack({ channels: [], token: 'xoxb-made-up' });
  });

  test('ends when it is closed, and is not opened again', async () => {
    await open();
    await isOpen();
    await socket?.close();
    await until(() => slack.sockets.open() === 0);
    await sleep(50);
    expect([slack.sockets.requests(), lines.length, errors]).toEqual([1, 1, []]);
  });

  test('closes within two seconds, also where the other end is silent', async () => {
    await open();
    await isOpen();
    slack.sockets.end('silence');
    const from = performance.now();
    await socket?.close();
    expect(performance.now() - from).toBeLessThan(2000);
  });

  test('closes when it has opened if it is closed while it opens', async () => {
    const release = slack.sockets.hold();
    await open();
    await until(() => slack.sockets.requests() === 1);
    const closed = socket?.close();
    release();
    await closed;
    await until(() => slack.sockets.open() === 0);
    expect([slack.sockets.requests(), lines]).toEqual([1, []]);
  });
});
