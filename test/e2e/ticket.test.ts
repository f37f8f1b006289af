import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { TERMINAL_TEXTS } from '../../local/page/texts.ts';
import type { LaptopClock } from '../../local/common/laptop-clock.ts';
import { createHandlers } from '../../local/run/create-handlers.ts';
import { createFileLog } from '../../local/run/file-log.ts';
import { readSettings } from '../../local/run/read-settings.ts';
import { startSystem, type System } from '../../local/run/start-system.ts';
import { DAY_MS, HOUR_MS } from '../../lib/domain/time/durations.ts';
import { runAdmin } from '../unit/admin/run-admin.ts';
import { makeDataDir, removeDataDir, withSources } from './start-laptop.ts';
import { workday } from './workday.ts';

jest.setTimeout(60_000);

const VENDOR = { market: 'KR', vendorId: 'A00012345' } as const;
const quiet = (): void => undefined;

/** The sentences of a ticket's life without instants and other varying parts. */
const sentencesOf = (out: string): string[] =>
  out.split('\n').map((line) =>
    line
      .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, '<time>')
      .replaceAll(/\d+\.\d+/g, '<ts>')
      .trim(),
  );

describe('npm run ticket on the laptop', () => {
  let dataDir: string;
  let system: System;
  let clock: LaptopClock | undefined;

  beforeAll(async () => {
    dataDir = await makeDataDir();
    const read = await readSettings({ DATA_DIR: dataDir, PORT: '0' });
    const { config, ...settings } = withSources(read, ['call-center']);
    const log = createFileLog(join(dataDir, 'notifier.log'));
    system = await startSystem(
      {
        ...settings,
        config: { ...config, settings: { ...config.settings, callsPerSecond: 5 } },
        simulator: { seed: 1, arrivals: false, callsPerSecond: Infinity },
      },
      {
        handlers: (env, laptopClock) => {
          clock = laptopClock;
          return createHandlers(log, quiet, TERMINAL_TEXTS.en)(env, laptopClock);
        },
        log,
        print: quiet,
        schedule: false,
        now: workday,
      },
    );
  });
  afterAll(async () => {
    await system.stop();
    await removeDataDir(dataDir);
  });

  const ticket = (...args: string[]) => runAdmin('admin/ticket.ts', { args, env: { DATA_DIR: dataDir } });
  const pollAndShow = async (): Promise<void> => {
    await system.poll(VENDOR);
    const end = Date.now() + 40_000;
    while (system.notifying() > 0 && Date.now() < end) await new Promise((done) => setTimeout(done, 20));
  };

  test('prints the times in order after the clock has moved', async () => {
    const { simulator } = system;
    await clock?.moveBy(3 * DAY_MS);
    const { inquiryId } = simulator ? await simulator.handOver({ kind: 'reply' }) : { inquiryId: '' };
    await pollAndShow();
    await clock?.moveBy(HOUR_MS);
    await simulator?.answer(inquiryId);
    await pollAndShow();
    const { out } = await ticket(inquiryId, '--all');
    const [, askedAt = ''] = /agent asked at (\S+ \S+);/.exec(out) ?? [];
    const [, answeredAt = ''] = /seller answered at (\S+ \S+),/.exec(out) ?? [];
    const times = [...out.matchAll(/^(\S+ \S+)  /gm)].map(([, time = '']) => time);
    const closed = out.split('\n').find((line) => line.includes('the seller answered')) ?? '';
    expect(times.length).toBeGreaterThan(5);
    expect([askedAt, ...times]).toEqual([askedAt, ...times].toSorted());
    expect(closed.slice(0, answeredAt.length) >= answeredAt).toBe(true);
  });

  test('prints a hand-over from its listing to its answer, while the laptop runs and afterwards', async () => {
    const { simulator } = system;
    if (!simulator) throw new Error('The laptop has a simulator of its own.');
    const { inquiryId } = await simulator.handOver({ kind: 'reply' });
    await pollAndShow();
    await simulator.answer(inquiryId);
    await pollAndShow();
    const { code, out, err } = await ticket(inquiryId, '--all');
    expect([code, err]).toEqual([0, '']);
    const id = out.match(/^Hand-over (\S+),/m)?.[1] ?? '';
    expect(id).toMatch(new RegExp(`^KR/A00012345/call-center/${inquiryId}/\\d+$`));
    expect(sentencesOf(out)).toEqual([
      `Inquiry ${inquiryId}, read from the log and the store in ${dataDir}.`,
      '',
      `Hand-over ${id}, times of Asia/Seoul`,
      '<time>  First seen in a listing, and stored: an answer is wanted. Asked at <time>; due at <time>. Announced by a card.',
      '<time>  Version 1 published: TicketOpened.',
      '<time>  Slack took the card. Channel C0CS, ts <ts>. It shows version 1.',
      '<time>  Coupang was asked for this inquiry: it knows it.',
      '<time>  Closed: the seller answered at <time>, in time. Version 2 stored.',
      '<time>  Version 2 published: TicketClosed.',
      '<time>  Slack took an edit. Channel C0CS, ts <ts>. It shows version 2.',
      '<time>  Slack took the line "closed". Channel C0CS, ts <ts>, in thread <ts>. It shows version 2.',
      'Now:',
      `${id} is closed since <time> (answered). First seen at <time>; due at <time>.`,
      'Version 2; published: 2; shown in Slack: 2. Slack shows a card: channel C0CS, ts <ts>.',
      '',
    ]);
    expect((await ticket(inquiryId, '--all', '--vendor', VENDOR.vendorId)).out).toBe(out);
    expect((await ticket(inquiryId, '--vendor', 'A99999999')).err).toContain('No ticket of inquiry');
    await system.stop();
    expect((await ticket(inquiryId, '--all')).out).toBe(out);
  });

  test('prints for an unknown inquiry where it searched and what to do', async () => {
    const { code, out, err } = await ticket('999');
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(`No ticket of inquiry 999 is in the log and the store in ${dataDir}.`);
    expect(err).not.toContain('    at ');
  });
});
