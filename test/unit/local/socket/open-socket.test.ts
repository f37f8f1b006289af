import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { TERMINAL_TEXTS } from '../../../../local/page/texts.ts';
import { readSignedRequest, verifySignature } from '../../../../lib/slack/requests/verify-request.ts';
import { openSocket } from '../../../../local/socket/open-socket.ts';
import { APP_TOKEN, type SocketSlack, startSocketSlack } from './start-socket-slack.ts';

const SECRET = 'made-up';
const EVENT = { type: 'event_callback', event: { type: 'reaction_added' } };

let slack: SocketSlack;
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
  slack = await startSocketSlack();
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
    await slack.deliver('interactive', press);
    await slack.deliver('slash_commands', {
      command: '/coupang',
      text: '1000 & 1',
      is_enterprise_install: false,
    });
    await slack.deliver('events_api', EVENT);
    const [interaction, command, event] = taken;
    const form = 'application/x-www-form-urlencoded';
    expect(taken.map(({ contentType }) => contentType)).toEqual([form, form, 'application/json']);
    expect(JSON.parse(new URLSearchParams(interaction?.text).get('payload') ?? '')).toEqual(press);
    expect(Object.fromEntries(new URLSearchParams(command?.text))).toEqual({
      command: '/coupang',
      text: '1000 & 1',
      is_enterprise_install: 'false',
    });
    expect(JSON.parse(event?.text ?? '')).toEqual(EVENT);
  });

  test('has the answer of the door as its receipt, or an empty one', async () => {
    expect(await slack.deliver('events_api', EVENT)).toEqual({});
    const refusal = { response_action: 'errors', errors: { text: '마감이 지나' } };
    answer = () => Response.json(refusal);
    expect(await slack.deliver('interactive', { type: 'view_submission' })).toEqual(refusal);
  });

  test('gets no receipt if the door fails or refuses, and the next envelope gets one', async () => {
    answer = () => new Response('', { status: 502 });
    void slack.deliver('events_api', EVENT, 'failed');
    await until(() => taken.length === 1);
    answer = () => {
      throw new Error('made up');
    };
    void slack.deliver('events_api', EVENT, 'thrown');
    await until(() => errors.length === 1);
    answer = () => new Response('');
    await slack.deliver('events_api', EVENT, 'good');
    expect(slack.receipts.map(({ id }) => id)).toEqual(['good']);
  });
});

describe('the socket', () => {
  test('is opened again silently when Slack ends it', async () => {
    await open();
    await isOpen();
    slack.sockets[0]?.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
    await until(() => slack.sockets.length === 2);
    slack.sockets[1]?.terminate();
    await until(() => slack.sockets.length === 3);
    expect(await slack.deliver('events_api', EVENT)).toEqual({});
    expect(lines).toHaveLength(1);
  });

  test.each(['invalid_auth', 'internal_error'])(
    'that Slack refuses with %s is reported once, tried less and less often, and reported when it opens',
    async (word) => {
      slack.refuse(word);
      const from = performance.now();
      await open();
      await until(() => slack.opened() === 4);
      expect(performance.now() - from).toBeGreaterThan(20 + 40 + 80 - 5);
      expect(lines).toEqual([expect.stringContaining(`does not open its socket (${word})`)]);
      expect(lines[0]).toContain('check SLACK_APP_TOKEN');
      slack.refuse();
      await isOpen();
      expect(lines).toHaveLength(2);
    },
  );

  test('is reported if nobody listens, and closes at once', async () => {
    const { apiUrl } = slack;
    await slack.stop();
    await open({ apiUrl });
    await until(() => lines.length > 0);
    expect(lines).toEqual([expect.stringContaining('does not open its socket')]);
    await socket?.close();
    slack = await startSocketSlack();
  });

  test('ends when it is closed, and is not opened again', async () => {
    await open();
    await isOpen();
    const [first] = slack.sockets;
    await socket?.close();
    await until(() => first?.readyState === first?.CLOSED);
    await sleep(50);
    expect([slack.opened(), lines.length, errors]).toEqual([1, 1, []]);
  });

  test('closes within two seconds, also where the other end is silent', async () => {
    await open();
    await isOpen();
    slack.sockets[0]?.pause();
    const from = performance.now();
    await socket?.close();
    expect(performance.now() - from).toBeLessThan(2000);
  });

  test('closes when it has opened if it is closed while it opens', async () => {
    const release = slack.hold();
    await open();
    await until(() => slack.opened() === 1);
    const closed = socket?.close();
    release();
    await closed;
    await until(
      () =>
        slack.sockets.length === 1 &&
        slack.sockets.every((openedSocket) => openedSocket.readyState === openedSocket.CLOSED),
    );
    expect([slack.opened(), lines]).toEqual([1, []]);
  });
});
