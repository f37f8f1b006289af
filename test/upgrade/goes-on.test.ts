import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HOUR_MS, MINUTE_MS } from '../../lib/domain/time/durations.ts';
import { type Laptop, makeDataDir, removeDataDir, startLaptop } from '../e2e/start-laptop.ts';
import { clockFrom } from '../e2e/workday.ts';
import { dayConfig, HANA } from './day-config.ts';
import { fillStore } from './fill-store.ts';
import { layOut, parseKeptDay } from './kept-day.ts';
import { namesOf } from './names-of.ts';
import { readKept } from './releases.ts';

const day = parseKeptDay(readKept('day.json'));
const idOf = (name: string): string => day.named[name] ?? '';
const before = namesOf(day.messages);

/** On the laptop, at the very time at which the kept day ended. */
describe('the present code, started with the last release’s data (O12)', () => {
  let dataDir: string;
  let laptop: Laptop;
  const look = async (): Promise<void> => {
    await laptop.poll();
    await laptop.system.trackSla();
    await laptop.system.report();
    await laptop.settle();
  };
  const cardsOf = (name: string) =>
    laptop
      .messagesOf(idOf(name))
      .filter(({ metadata }) => metadata?.event_payload['name'] === 'card')
      .map(({ ts, editedTs }) => ({ ts, editedTs }));
  const factsOf = async (name: string) => (await laptop.ticketsOf(idOf(name)))[0]?.facts;

  beforeAll(async () => {
    dataDir = await makeDataDir();
    await layOut(day, dataDir);
    await (await fillStore(dataDir, day.items)).stop();
    const config = join(dataDir, 'day.json');
    await writeFile(config, JSON.stringify(dayConfig()));
    laptop = await startLaptop(dataDir, { env: { NOTIFIER_CONFIG: config }, now: clockFrom(day.at) });
    await look();
    // The look-up of the answer that was lost.
    await laptop.sleep(2 * MINUTE_MS);
    await look();
  });
  afterAll(async () => {
    await laptop?.stop();
    await removeDataDir(dataDir);
  });

  test('posts once the card whose response was lost', () => {
    expect(cardsOf('unshown')).toHaveLength(1);
  });

  test('shows an answer on the same card', async () => {
    const [kept] = day.messages.filter(({ metadata }) =>
      String(metadata?.event_payload['key']).includes(`/${idOf('answered unseen')}/`),
    );
    expect(await factsOf('answered unseen')).toMatchObject({ state: 'closed', outcome: 'answered' });
    const [card, ...more] = cardsOf('answered unseen');
    expect(more).toEqual([]);
    expect(card?.ts).toBe(kept?.ts);
    expect(Number(card?.editedTs)).toBeGreaterThan(day.at / 1000);
  });

  test('sends a pending refusal to its person once', async () => {
    expect(await factsOf('asked')).toMatchObject({ state: 'open', act: { progress: 'told' } });
    expect(laptop.slack.interactions.ephemerals(HANA)).toHaveLength(1);
  });

  test('keeps a claim and a snooze', async () => {
    expect(await factsOf('claimed')).toMatchObject({ claimedBy: HANA });
    expect(await factsOf('snoozed')).toMatchObject({ snoozed: { by: HANA } });
  });

  test('sends one more warning before a deadline, then the end, each once', async () => {
    await laptop.sleep(2 * HOUR_MS);
    await laptop.simulator.tick();
    await look();
    expect(await factsOf('warned 1h')).toMatchObject({ state: 'closed', outcome: 'auto-closed' });
    expect(await factsOf('warned 3h')).toMatchObject({
      state: 'open',
      steps: [{ name: '3h' }, { name: '1h' }],
    });
  });

  test('reports the day, including what the last release stored of it', async () => {
    await laptop.sleep(24 * HOUR_MS);
    await laptop.simulator.tick();
    await look();
    const dailies = namesOf(laptop.messages()).filter((name) => name.includes('/daily/'));
    expect(dailies).toHaveLength(before.filter((name) => name.includes('/daily/')).length + 1);
  });

  test('posts nothing twice, and loses no message of the last release', () => {
    const after = namesOf(laptop.messages());
    expect(after.filter((name, index) => after.indexOf(name) !== index)).toEqual([]);
    expect(after).toEqual(expect.arrayContaining(before));
  });
});
