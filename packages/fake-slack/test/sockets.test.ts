import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import * as z from 'zod/mini';
import { CHANNEL, type TestSlack, startTestSlack } from '../../../test/fixtures/slack/start-test-slack.ts';
import { type FakeApp, SECRET, startApp } from '../../../test/fixtures/slack/start-app.ts';
import { stopAfterTest } from '../../../test/fixtures/stop-after-test.ts';

const APP_TOKEN = 'xapp-1-test';
const HANA = { id: 'U0HANA', name: '하나' };

let started: TestSlack;
beforeEach(async () => {
  started = await startTestSlack({
    appToken: APP_TOKEN,
    people: [HANA],
    signingSecret: SECRET,
    repeatEventMs: [1],
  });
});
afterEach(() => started.stop());

const opening = async (authorization?: string): Promise<Record<string, unknown>> => {
  const headers = authorization === undefined ? {} : { Authorization: authorization };
  const response = await fetch(`${started.slack().apiUrl}apps.connections.open`, { method: 'POST', headers });
  return z.parse(z.record(z.string(), z.unknown()), await response.json());
};
const newAddress = async (): Promise<string> =>
  z.parse(z.object({ url: z.string() }), await opening(`Bearer ${APP_TOKEN}`)).url;

const messageJson = z.looseObject({ type: z.string(), envelope_id: z.optional(z.string()) });
type Received = z.infer<typeof messageJson>;

/** A socket that acknowledges what `answer` answers. Its first message has arrived. */
const open = async (
  answer: (message: Received) => Record<string, unknown> | undefined = () => ({}),
): Promise<{ received: Received[]; socket: WebSocket }> => {
  const socket = new WebSocket(await newAddress());
  stopAfterTest(() => socket.terminate());
  const received: Received[] = [];
  socket.on('message', (data: Buffer) => {
    const message = messageJson.parse(JSON.parse(data.toString()));
    received.push(message);
    const payload = message.envelope_id === undefined ? undefined : answer(message);
    if (payload) socket.send(JSON.stringify({ envelope_id: message.envelope_id, payload }));
  });
  await once(socket, 'message');
  return { received, socket };
};

test('a socket begins with a hello that names the app and counts its sockets', async () => {
  const [first, second] = [await open(), await open()];
  expect([first.received[0], second.received[0]]).toEqual([
    { type: 'hello', num_connections: 1, connection_info: { app_id: 'A0LOCAL' } },
    { type: 'hello', num_connections: 2, connection_info: { app_id: 'A0LOCAL' } },
  ]);
});

test.each([
  ['not_authed', undefined],
  ['not_allowed_token_type', 'Bearer xoxb-test'],
  ['invalid_auth', 'Bearer xapp-1-other'],
])('apps.connections.open answers %s to the token %s', async (error, token) => {
  expect(await opening(token)).toEqual({ ok: false, error });
});

describe('an address of a socket', () => {
  const statusOf = async (address: string, headers: Record<string, string> = {}): Promise<number> => {
    const socket = new WebSocket(address, { headers });
    stopAfterTest(() => socket.terminate());
    socket.on('error', () => undefined);
    const [, response] = z
      .tuple([z.unknown(), z.object({ statusCode: z.number() })])
      .parse(await once(socket, 'unexpected-response'));
    return response.statusCode;
  };

  test('works once, and another one never', async () => {
    const address = await newAddress();
    const socket = new WebSocket(address);
    stopAfterTest(() => socket.terminate());
    await once(socket, 'message');
    expect(await statusOf(address)).toBe(403);
    expect(await statusOf(address.replace(/ticket=[^&]*/, 'ticket=other'))).toBe(403);
  });

  test('is refused to a page in a browser', async () => {
    expect(await statusOf(await newAddress(), { Origin: 'https://evil.example' })).toBe(403);
  });
});

describe('what people do', () => {
  let app: FakeApp;
  let ts: string;
  beforeEach(async () => {
    app = await startApp();
    stopAfterTest(app.close);
    await started.slack().connectApp(app.url);
    const button = { type: 'button', text: { type: 'plain_text', text: '담당하기' }, action_id: 'claim' };
    ts = await started.post('card', { blocks: [{ type: 'actions', block_id: 'b', elements: [button] }] });
  });
  const press = () =>
    started
      .slack()
      .interactions.press(HANA.id, { channel: CHANNEL, ts }, { blockId: 'b', actionId: 'claim' });

  test('goes over the newest socket, and to the Request URL while there is none', async () => {
    const older = await open();
    const newer = await open();
    expect(await press()).toEqual({ is: 'done' });
    expect([older.received.length, newer.received.length, app.received.length]).toEqual([1, 2, 0]);
    expect(newer.received[1]).toMatchObject({
      type: 'interactive',
      accepts_response_payload: true,
      payload: { type: 'block_actions', user: { id: HANA.id }, actions: [{ action_id: 'claim' }] },
    });
    started.slack().sockets.end('cut');
    await once(newer.socket, 'close');
    await press();
    expect(older.received).toHaveLength(2);
    started.slack().sockets.end('cut');
    await once(older.socket, 'close');
    await press();
    expect(app.received).toHaveLength(1);
  });

  test('has its answer in the receipt', async () => {
    const { received } = await open(() => ({ text: '찾았습니다' }));
    const { interactions, sockets } = started.slack();
    expect(await interactions.command(HANA.id, CHANNEL, '/coupang', '1015')).toEqual({ is: 'done' });
    expect(received[1]).toMatchObject({ type: 'slash_commands', payload: { command: '/coupang' } });
    expect(interactions.ephemerals(HANA.id)).toMatchObject([{ text: '찾았습니다' }]);
    expect(sockets.envelopes).toMatchObject([{ type: 'slash_commands', receipt: { text: '찾았습니다' } }]);
  });

  test('an event without a receipt is sent again and says so', async () => {
    const { received, socket } = await open(({ retry_attempt }) => (retry_attempt === 1 ? {} : undefined));
    socket.send('not JSON');
    socket.send(JSON.stringify({ envelope_id: 'other' }));
    expect(await started.slack().interactions.openHome(HANA.id)).toEqual({ is: 'done' });
    expect(received.slice(1)).toMatchObject([
      { accepts_response_payload: false, retry_attempt: 0, retry_reason: '' },
      { accepts_response_payload: false, retry_attempt: 1, retry_reason: 'timeout' },
    ]);
  });
});

describe('an event without a socket and without a Request URL', () => {
  const restartWith = async (repeatEventMs: number[]): Promise<void> => {
    await started.stop();
    started = await startTestSlack({ appToken: APP_TOKEN, people: [HANA], repeatEventMs });
  };

  test('waits for a socket', async () => {
    await restartWith(Array.from({ length: 10_000 }, () => 1));
    const opened = started.slack().interactions.openHome(HANA.id);
    const { received } = await open();
    expect(await opened).toEqual({ is: 'done' });
    expect(received[1]).toMatchObject({ retry_reason: 'connection_failed' });
  });

  test('is given up when Slack stops', async () => {
    await restartWith([3_600_000]);
    const opened = started.slack().interactions.openHome(HANA.id);
    await started.stop();
    expect(await opened).toEqual({ is: 'unanswered' });
  });
});
