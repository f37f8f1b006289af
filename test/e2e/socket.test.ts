import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { listen, type Listening } from '../../local/common/listen.ts';
import { type LocalSlack, startLocalSlack } from '../../local/slack/local-slack.ts';
import written from '../../notifier.config.ts';
import { APP_TOKEN, type SocketSlack, startSocketSlack } from '../unit/local/socket/start-socket-slack.ts';
import { type Laptop, makeDataDir, removeDataDir, startLaptop } from './start-laptop.ts';

const HANA = 'U0HANA';
const BOT_TOKEN = 'xoxb-made-up';
const TEXT = '안녕하세요. 주문하신 상품은 오늘 출고되어 내일 도착할 예정입니다.';
const json = z.record(z.string(), z.unknown());

/** Converts a request that Slack would send to an address into an envelope. */
const toEnvelope = async (request: Request): Promise<{ type: string; payload: Record<string, unknown> }> => {
  const text = await request.text();
  if (request.headers.get('content-type') === 'application/json')
    return { type: 'events_api', payload: json.parse(JSON.parse(text)) };
  const { payload, ...fields } = Object.fromEntries(new URLSearchParams(text));
  return payload === undefined
    ? { type: 'slash_commands', payload: fields }
    : { type: 'interactive', payload: json.parse(JSON.parse(payload)) };
};

/** Slack knows no address of this laptop: everything that people press goes over the socket. */
describe('a laptop with a real Slack and SLACK_APP_TOKEN (O2)', () => {
  let folders: string[];
  let laptop: Laptop;
  let slack: LocalSlack;
  let wire: SocketSlack;
  let relay: Listening;
  /** The envelopes that Slack has sent over the socket. */
  let sent: { type: string; payload: Record<string, unknown> }[];

  beforeAll(async () => {
    folders = [await makeDataDir(), await makeDataDir()];
    const [dataDir = '', slackDir = ''] = folders;
    sent = [];
    slack = await startLocalSlack({
      dataDir: slackDir,
      channels: ['C0CS', 'C0LEAD', 'C0OPS'],
      token: BOT_TOKEN,
      people: [{ id: HANA, name: '하나' }],
      now: Date.now,
      print: () => undefined,
    });
    wire = await startSocketSlack({
      otherwise: async (request) => {
        const method = request.url.slice(wire.apiUrl.length);
        const { headers } = request;
        return fetch(`${slack.apiUrl}${method}`, { method: 'POST', headers, body: await request.text() });
      },
    });
    relay = await listen(async (request) => {
      const { type, payload } = await toEnvelope(request);
      if (payload['type'] === 'url_verification') return Response.json(payload);
      sent.push({ type, payload });
      const receipt = await wire.deliver(type, payload);
      if (receipt === undefined) return new Response('', { status: 504 });
      return Object.keys(receipt).length === 0 ? new Response('') : Response.json(receipt);
    });
    await slack.connectApp(relay.url);
    const vendors = written.vendors.map((vendor) => ({
      ...vendor,
      acting: { people: { [HANA]: { wingId: 'hana.cs' } } },
    }));
    const configFile = join(dataDir, 'acting.json');
    await writeFile(configFile, JSON.stringify({ ...written, acting: 'on', vendors }));
    laptop = await startLaptop(dataDir, {
      slack,
      env: {
        NOTIFIER_CONFIG: configFile,
        SLACK_API_URL: wire.apiUrl,
        SLACK_BOT_TOKEN: BOT_TOKEN,
        SLACK_APP_TOKEN: APP_TOKEN,
      },
    });
    await laptop.poll();
    await laptop.until(() => laptop.lines.some((line) => line.includes('its socket is open')));
  });
  afterAll(async () => {
    await laptop.stop();
    await relay.close();
    await wire.stop();
    await slack.stop();
    await Promise.all(folders.map(removeDataDir));
  });

  const arrive = async (): Promise<string> =>
    (await laptop.arrive({ kind: 'reply', template: 'question' })).inquiryId;

  test('A1: a press claims the ticket, and a repeated envelope changes nothing', async () => {
    const id = await arrive();
    expect(await laptop.press(HANA, id, 'claim')).toEqual({ is: 'done' });
    await laptop.until(() => JSON.stringify(laptop.messagesOf(id)).includes('🙋 담당'));
    const claimed = async () => (await laptop.ticketsOf(id))[0]?.facts.claimedBy;
    expect(await claimed()).toBe(HANA);
    const { type, payload } = sent.at(-1) ?? { type: '', payload: {} };
    await laptop.press(HANA, id, 'release');
    expect(await claimed()).toBeUndefined();
    expect(await wire.deliver(type, payload)).toEqual({});
    expect(await claimed()).toBeUndefined();
    expect(slack.interactions.ephemerals(HANA)).toEqual([]);
  });

  test('A3: the form of a refused reply keeps the text and shows the reason', async () => {
    const id = await arrive();
    await laptop.press(HANA, id, 'reply');
    const refused = await laptop.submit(HANA, '네');
    expect(refused.is === 'errors' && [...refused.errors.values()]).toEqual([expect.any(String)]);
    expect(wire.receipts.at(-1)?.payload).toMatchObject({ response_action: 'errors' });
    expect(await laptop.submit(HANA, TEXT)).toEqual({ is: 'done' });
    expect(await laptop.submit(HANA, TEXT)).toEqual({ is: 'done' });
    await laptop.until(() => JSON.stringify(laptop.messagesOf(id)).includes('✅ 답변 완료'));
  });

  test('A7: the command finds a ticket, and the Home tab opens', async () => {
    const id = await arrive();
    expect(await slack.interactions.command(HANA, 'C0CS', '/coupang', id)).toEqual({ is: 'done' });
    expect(JSON.stringify(slack.interactions.ephemerals(HANA))).toContain(id);
    expect(await slack.interactions.openHome(HANA)).toEqual({ is: 'done' });
    expect(JSON.stringify(slack.interactions.home(HANA))).toContain(id);
  });

  test('without its socket, polls and posts as before, and prints what does not work', async () => {
    wire.refuse('invalid_auth');
    wire.sockets.at(-1)?.terminate();
    await laptop.until(() => laptop.lines.some((line) => line.includes('does not open its socket')));
    const id = await arrive();
    expect(laptop.messagesOf(id)).toHaveLength(1);
    wire.refuse();
    const lineCount = laptop.lines.length;
    await laptop.until(() =>
      laptop.lines.slice(lineCount).some((line) => line.includes('its socket is open')),
    );
    expect(await laptop.press(HANA, id, 'claim')).toEqual({ is: 'done' });
  });
});
