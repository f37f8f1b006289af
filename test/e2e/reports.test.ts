import { expect, test } from '@jest/globals';
import { addDays, instantAt } from '../../lib/domain/time/dates.ts';
import { WORDING } from '../../lib/slack/wording/wording.ts';
import type { Message } from '../../local/slack/message.ts';
import { makeDataDir, startLaptop } from './start-laptop.ts';
import { clockFrom } from './workday.ts';

const { ko } = WORDING;

const ZONE = 'Asia/Seoul';

test('S7: reports a day once on the next day, with the open tickets', async () => {
  const today = '2026-11-26';
  const dataDir = await makeDataDir();
  /** Starts the local system with a given time of the simulator and of all deadlines. */
  const startOn = (date: string) =>
    startLaptop(dataDir, { now: clockFrom(instantAt(date, 10 * 60, ZONE)), sources: ['call-center'] });
  const first = await startOn(today);
  await first.simulator.handOver();
  const { opened } = await first.poll();
  expect(opened).toBeGreaterThan(0);
  await first.system.report();
  await first.settle();
  const name = `daily/${instantAt(today, 0, ZONE)}`;
  const daily = ({ metadata }: Message): boolean =>
    String(metadata?.event_payload['key']).endsWith(`/${name}`);
  expect(first.messages().filter(daily)).toEqual([]);
  await first.stop();

  const second = await startOn(addDays(today, 1));
  try {
    await second.system.report();
    await second.system.report();
    await second.settle();
    const [report, ...more] = second.messages().filter(daily);
    expect(more).toEqual([]);
    const blocks = JSON.stringify(report?.blocks);
    // It counts the open hand-overs that the first run saw, and names the nearest three, each with a link to its card.
    expect(blocks).toContain(ko.report.dueBeforeNextShift(opened));
    expect(blocks.split(`|${ko.shift.card}>`)).toHaveLength(Math.min(opened, 3) + 1);
    expect(blocks).toContain(ko.report.flow(opened, 0));
  } finally {
    await second.end();
  }
});
