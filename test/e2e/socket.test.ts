import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type FakeSlack, startFakeSlack } from 'fake-slack';
import written from '../../notifier.config.ts';
import { type Laptop, makeDataDir, removeDataDir, startLaptop } from './start-laptop.ts';

const HANA = 'U0HANA';
const BOT_TOKEN = 'xoxb-made-up';
const APP_TOKEN = 'xapp-1-made-up';
const TEXT = '안녕하세요. 주문하신 상품은 오늘 출고되어 내일 도착할 예정입니다.';

/** Slack knows no address of this laptop: everything that people press goes over the socket. */
describe('a laptop with a real Slack and SLACK_APP_TOKEN (O2)', () => {
  let dataDir: string;
  let laptop: Laptop;
  let slack: FakeSlack;

  beforeAll(async () => {
    dataDir = await makeDataDir();
    slack = await startFakeSlack({
      channels: ['C0CS', 'C0LEAD', 'C0OPS'],
      token: BOT_TOKEN,
      appToken: APP_TOKEN,
      people: [{ id: HANA, name: '하나' }],
    });
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
        SLACK_API_URL: slack.apiUrl,
        SLACK_BOT_TOKEN: BOT_TOKEN,
        SLACK_APP_TOKEN: APP_TOKEN,
      },
    });
    await laptop.poll();
    await laptop.until(() => laptop.lines.some((line) => line.includes('its socket is open')));
  });
  afterAll(async () => {
    await laptop.stop();
    await slack.stop();
    await removeDataDir(dataDir);
  });

  const arrive = async (): Promise<string> =>
    (await laptop.arrive({ kind: 'reply', template: 'question' })).inquiryId;

  test('A1: a press claims the ticket, and a repeated envelope changes nothing', async () => {
    const id = await arrive();
    expect(await laptop.press(HANA, id, 'claim')).toEqual({ is: 'done' });
    await laptop.until(() => JSON.stringify(laptop.messagesOf(id)).includes('🙋 담당'));
    const claimed = async () => (await laptop.ticketsOf(id))[0]?.facts.claimedBy;
    expect(await claimed()).toBe(HANA);
    const claim = slack.sockets.envelopes.at(-1);
    await laptop.press(HANA, id, 'release');
    expect(await claimed()).toBeUndefined();
    expect(claim && (await slack.sockets.deliver(claim))).toEqual({});
    expect(await claimed()).toBeUndefined();
    expect(slack.interactions.ephemerals(HANA)).toEqual([]);
  });

  test('A3: the form of a refused reply keeps the text and shows the reason', async () => {
    const id = await arrive();
    await laptop.press(HANA, id, 'reply');
    const refused = await laptop.submit(HANA, '네');
    expect(refused.is === 'errors' && [...refused.errors.values()]).toEqual([expect.any(String)]);
    expect(slack.sockets.envelopes.at(-1)?.receipt).toMatchObject({ response_action: 'errors' });
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
    slack.fail({ error: 'invalid_auth' }, { method: 'apps.connections.open' });
    slack.sockets.end('cut');
    await laptop.until(() => laptop.lines.some((line) => line.includes('does not open its socket')));
    const id = await arrive();
    expect(laptop.messagesOf(id)).toHaveLength(1);
    slack.recover();
    const lineCount = laptop.lines.length;
    await laptop.until(() =>
      laptop.lines.slice(lineCount).some((line) => line.includes('its socket is open')),
    );
    expect(await laptop.press(HANA, id, 'claim')).toEqual({ is: 'done' });
  });
});
