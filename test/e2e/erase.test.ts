import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { startStore } from '../../local/aws/store.ts';
import { LOCAL_TABLE } from '../../local/run/handler-env.ts';
import { afterAll, describe, expect, test } from '@jest/globals';
import { createFileLog } from '../../local/run/file-log.ts';
import { runAdmin } from '../unit/admin/run-admin.ts';
import { type Laptop, makeDataDir, removeDataDir, startLaptop } from './start-laptop.ts';

describe('npm run erase on the laptop', () => {
  const dirs: string[] = [];
  afterAll(async () => {
    for (const dir of dirs) await removeDataDir(dir);
  });

  const start = (dataDir: string): Promise<Laptop> =>
    startLaptop(dataDir, {
      // The command uses this machine's clock. Outside the hours another line would come.
      now: Date.now,
      configure: (config) => ({
        ...config,
        vendors: config.vendors.map((vendor) => ({ ...vendor, hours: {} })),
      }),
      log: createFileLog(join(dataDir, 'notifier.log')),
    });
  /** The newest state of each message in the laptop's Slack. */
  const messages = async (dataDir: string): Promise<string[]> => {
    const lines = (await readFile(join(dataDir, 'slack.jsonl'), 'utf8')).trim().split('\n');
    return [...new Map(lines.map((line) => [/"ts":"([^"]+)"/.exec(line)?.[1], line])).values()];
  };

  /** The partitions of the pointers from orders and options to the inquiry's tickets. */
  const pointers = async (dataDir: string, inquiryId: string): Promise<string[]> => {
    const { client, stop } = await startStore(join(dataDir, 'dynalite'), LOCAL_TABLE, 'ap-northeast-2');
    try {
      const { Items = [] } = await DynamoDBDocumentClient.from(client).send(
        new ScanCommand({
          TableName: LOCAL_TABLE,
          FilterExpression: 'begins_with(pk, :pointers) AND contains(sk, :inquiry)',
          ExpressionAttributeValues: { ':pointers': 'O#', ':inquiry': `#call-center#${inquiryId}#` },
        }),
      );
      return Items.map(({ pk }) => String(pk)).sort();
    } finally {
      await stop();
    }
  };

  test('removes the texts from the table at once, and from the card at the next start, and no poll restores them', async () => {
    const dataDir = await makeDataDir();
    dirs.push(dataDir);
    const first = await start(dataDir);
    const { inquiryId } = await first.arrive({ kind: 'reply' });
    const erase = (id: string, input = 'y\n', ...args: string[]) =>
      runAdmin('admin/erase.ts', { args: [id, ...args], env: { DATA_DIR: dataDir }, input });
    const running = await erase(inquiryId);
    expect([running.code, running.err]).toEqual([
      1,
      expect.stringContaining('is in use by another notifier'),
    ]);
    await first.stop();
    const ofInquiry = (all: string[]) => all.filter((line) => line.includes(inquiryId));
    expect(ofInquiry(await messages(dataDir)).join('')).toContain('rich_text_quote');
    const [before = ''] = ofInquiry(await messages(dataDir));
    const orderId = /주문 (\d+)/.exec(before)?.[1] ?? '';
    expect(orderId).not.toBe('');
    expect(await pointers(dataDir, inquiryId)).toEqual([
      expect.stringContaining('#option#'),
      `O#KR#A00012345#order#${orderId}`,
    ]);

    for (const input of ['', 'n\n']) {
      const asked = await erase(inquiryId, input);
      expect([asked.code, asked.err]).toEqual([1, expect.stringContaining('Nothing was erased.')]);
      expect(asked.out).toContain('Messages in Slack: 1');
    }
    expect((await erase(inquiryId, 'y\n', '--source', 'product')).err).toContain('No ticket of');
    expect(await pointers(dataDir, inquiryId)).toHaveLength(2);

    const done = await erase(orderId);
    expect([done.code, done.err]).toEqual([0, '']);
    expect(done.out).toContain(`KR/A00012345/call-center/${inquiryId}/`);
    expect(done.out).toContain('its texts are erased from the table.');
    expect(done.out).toContain('The laptop edits it when it starts.');
    expect(await pointers(dataDir, inquiryId)).toEqual([]);

    const second = await start(dataDir);
    await second.system.trackSla();
    await second.settle();
    await second.poll();
    await second.settle();
    await second.stop();
    const [after = '', ...more] = ofInquiry(await messages(dataDir));
    expect(more).toEqual([]);
    expect(after).toContain('(내용 없음 · WING에서 확인하세요)');

    const again = await erase(inquiryId, '', '--yes');
    expect(again.out).toContain('its texts had been erased from the table before.');
    expect(again.out).toContain('In Slack its card no longer hold');
    expect(await pointers(dataDir, inquiryId)).toEqual([]);
  });

  test('reports a missing store, and an inquiry that is not in the store', async () => {
    const dataDir = await makeDataDir();
    dirs.push(dataDir);
    const run = (id: string) => runAdmin('admin/erase.ts', { args: [id], env: { DATA_DIR: dataDir } });
    expect((await run('1')).err).toContain(`There is no store in ${dataDir}`);
    await (await start(dataDir)).stop();
    const { code, err } = await run('999');
    expect([code, err]).toEqual([1, expect.stringContaining('No ticket of inquiry or order 999 is in')]);
  });
});
