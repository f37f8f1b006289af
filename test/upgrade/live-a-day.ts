import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HOUR_MS, MINUTE_MS } from '../../lib/domain/time/durations.ts';
import { openMessageLog } from '../../local/run/message-log.ts';
import { withBlockIds } from 'fake-slack';
import { buildDynamoDbClient } from '../e2e/build-dynamodb-client.ts';
import { makeDataDir, removeDataDir, startLaptop } from '../e2e/start-laptop.ts';
import { dayConfig, HANA } from './day-config.ts';
import type { KeptDay } from './kept-day.ts';

const MANY = 12;

/** Lets the present code live through a day in which everything happens that leaves something behind. */
export const liveADay = async (): Promise<KeptDay> => {
  const dataDir = await makeDataDir();
  try {
    const named = await live(dataDir);
    const coupang: unknown = JSON.parse(await readFile(join(dataDir, 'coupang.json'), 'utf8'));
    const messages = await openMessageLog(join(dataDir, 'slack.jsonl')).load();
    return { ...named, messages, coupang };
  } finally {
    await removeDataDir(dataDir);
  }
};

const live = async (dataDir: string): Promise<Pick<KeptDay, 'at' | 'named' | 'items'>> => {
  const config = join(dataDir, 'day.json');
  await writeFile(config, JSON.stringify(dayConfig()));
  const laptop = await startLaptop(dataDir, { env: { NOTIFIER_CONFIG: config } });
  const { simulator, slack, system } = laptop;
  const named: Record<string, string> = {};
  const look = async (): Promise<void> => {
    await laptop.poll();
    await system.trackSla();
    await system.report();
    await laptop.settle();
  };
  const later = async (minutes: number): Promise<void> => {
    for (let minute = 0; minute < minutes; minute += 1) {
      await laptop.sleep(MINUTE_MS);
      await look();
    }
  };
  const arrive = async (name: string, how: Parameters<typeof simulator.handOver>[0] = {}): Promise<void> => {
    ({ inquiryId: named[name] } = await simulator.handOver({ template: 'question', ...how }));
  };
  const idOf = (name: string): string => named[name] ?? '';
  const press = async (name: string, actionId: string, choice?: string): Promise<void> => {
    const [card] = laptop.messagesOf(idOf(name));
    const holder = withBlockIds(card?.blocks ?? []).find((block) =>
      JSON.stringify(block).includes(`"action_id":"${actionId}"`),
    );
    const element = { blockId: holder?.block_id ?? '', actionId, ...(choice && { choice }) };
    const { is } = await slack.interactions.press(HANA, { channel: 'C0CS', ts: card?.ts ?? '' }, element);
    if (is !== 'done') throw new Error(`${actionId} of ${name}: ${is}.`);
    await laptop.settle();
  };

  try {
    await look();
    for (const name of ['answered', 'withdrawn', 'decided', 'missed']) await arrive(name);
    await arrive('confirmed', { kind: 'confirm' });
    await look();
    await simulator.answer(idOf('answered'));
    await simulator.withdraw(idOf('withdrawn'));
    await simulator.decide(idOf('decided'));
    await simulator.confirm(idOf('confirmed'));
    await look();
    simulator.fail('unavailable');
    await later(7);
    simulator.recover();
    await later(1);
    // The night, and with it the report, the list at opening, and what Coupang closes unanswered.
    await laptop.sleep(24 * HOUR_MS);
    await simulator.tick();
    await look();
    for (let nth = 0; nth < MANY; nth += 1) await arrive(`of a list ${nth}`);
    await look();
    for (const name of ['open', 'claimed', 'snoozed', 'answered unseen']) await arrive(name);
    await arrive('warned 3h', { leftMs: 2.9 * HOUR_MS });
    await arrive('warned 1h', { leftMs: 0.9 * HOUR_MS });
    await arrive('asked', { kind: 'confirm' });
    await arrive('overdue', { kind: 'confirm', leftMs: 2 * MINUTE_MS });
    await look();
    await press('claimed', 'claim');
    await press('snoozed', 'claim');
    await press('snoozed', 'snooze', '1h');
    await later(14);
    slack.fail('down');
    await arrive('unshown');
    await look();
    slack.recover();
    await simulator.answer(idOf('answered unseen'));
    // A refusal that cannot reach its person yet.
    simulator.fail('unavailable');
    slack.fail('down', { method: 'chat.postEphemeral' });
    await press('asked', 'confirm');
    return { at: Math.round(laptop.now()), named, items: await scan(system.env) };
  } finally {
    await laptop.stop();
  }
};

const scan = async (env: Record<string, string | undefined>): Promise<KeptDay['items']> => {
  const client = buildDynamoDbClient(env);
  try {
    const { Items = [], LastEvaluatedKey } = await client.send(new ScanCommand({ TableName: 'tickets' }));
    if (LastEvaluatedKey !== undefined) throw new Error('The day is too long for one page.');
    return Items;
  } finally {
    client.destroy();
  }
};
