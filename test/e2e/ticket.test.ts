import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createFileLog } from '../../local/run/file-log.ts';
import { DAY_MS, HOUR_MS } from '../../lib/domain/time/durations.ts';
import { runAdmin } from '../unit/admin/run-admin.ts';
import { type Laptop, makeDataDir, startLaptop } from './start-laptop.ts';

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
  let laptop: Laptop;

  beforeAll(async () => {
    dataDir = await makeDataDir();
    const log = createFileLog(join(dataDir, 'notifier.log'));
    laptop = await startLaptop(dataDir, { log, sources: ['call-center'] });
  });
  afterAll(() => laptop.end());

  const ticket = (...args: string[]) => runAdmin('admin/ticket.ts', { args, env: { DATA_DIR: dataDir } });
  const answer = async (inquiryId: string): Promise<void> => {
    await laptop.simulator.answer(inquiryId);
    await laptop.poll();
    await laptop.settle();
  };

  test('prints the times in order after the clock has moved', async () => {
    await laptop.sleep(3 * DAY_MS);
    const { inquiryId } = await laptop.arrive({ kind: 'reply' });
    await laptop.sleep(HOUR_MS);
    await answer(inquiryId);
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
    const { inquiryId } = await laptop.arrive({ kind: 'reply' });
    await answer(inquiryId);
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
    expect((await ticket(inquiryId, '--all', '--vendor', 'A00012345')).out).toBe(out);
    expect((await ticket(inquiryId, '--vendor', 'A99999999')).err).toContain('No ticket of inquiry');
    await laptop.stop();
    expect((await ticket(inquiryId, '--all')).out).toBe(out);
  });
});
