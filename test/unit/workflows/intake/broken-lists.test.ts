import { describe, expect, test } from '@jest/globals';
import { createRepairs, type Repairs } from '../../../../lib/domain/reading/repairs.ts';
import type { Reading } from '../../../../lib/domain/reading/reading.ts';
import { createCalls } from '../../../../lib/workflows/intake/calls.ts';
import { readLists } from '../../../../lib/workflows/intake/read-lists.ts';
import type { SourceRun } from '../../../../lib/workflows/intake/source-run.ts';
import type { InquirySource } from '../../../../lib/workflows/ports/coupang.ts';
import { datesOf } from '../../../../lib/domain/time/date-windows.ts';
import { MINUTE_MS } from '../../../../lib/domain/time/durations.ts';
import { makeInquiry } from '../../../fixtures/domain/make-inquiry.ts';
import { makeReading, windowNumber } from '../../../fixtures/domain/make-reading.ts';
import { NOW } from '../../../fixtures/domain/made-up.ts';
import { createWorld, POLL_SETTINGS, VENDOR, type World } from '../../../simulation/create-world.ts';
import { MadeUpFailure } from '../made-up-failure.ts';
import { WINDOW } from '../../coupang/loopback-coupang.ts';
import {
  comment,
  createQuestions as listQuestions,
  READ_TIMED_OUT,
  rowsOf,
} from '../../coupang/product/made-up-questions.ts';
import { createQuestions } from './made-up-questions.ts';

type Result = { reading?: Partial<Reading>; failure?: MadeUpFailure };

const runOf = (client: InquirySource, repairs: Repairs, now = NOW): SourceRun => ({
  ...POLL_SETTINGS,
  vendor: VENDOR,
  client,
  before: { firstPollAt: now, completeReadings: {}, shortReadings: {} },
  times: { blindTimes: [] },
  rows: [],
  calls: createCalls(undefined, {
    now: () => now,
    startedAt: now,
    stopAt: Infinity,
    pollMs: MINUTE_MS,
    keyFingerprint: '',
  }),
  repairs,
});

/** Reads two windows of the recent kind. Each list gives its results in turn, and then an empty reading. */
const readTwo = async (results: Record<string, Result[]>) => {
  const repairs = createRepairs();
  const read: string[] = [];
  const { pollPorts, coupang } = createWorld();
  const client: InquirySource = {
    ...coupang.source,
    read: async (window, status) => {
      const list = `${window.firstDate === windowNumber(0).firstDate ? 'recent' : 'older'} ${status}`;
      read.push(list);
      const { reading, failure } = results[list]?.shift() ?? {};
      repairs.noteCall({ isExtra: false, hadAnswer: !failure?.isUnanswered, failed: failure !== undefined });
      const complete = failure === undefined;
      return { reading: makeReading({ window, status, complete, ...reading }), ...(failure && { failure }) };
    },
  };
  const windows = [windowNumber(0), windowNumber(1)];
  const lists = await readLists(windows, 'recent', runOf(client, repairs), pollPorts);
  return { read, lists, complete: lists.readings.map(({ complete }) => complete) };
};
const silent = (): Result => ({
  failure: Object.assign(new MadeUpFailure('reading'), { isUnanswered: true }),
});
const failed = (reading: Partial<Reading> = {}): Result => ({
  reading: { complete: false, incompleteBecause: 'made up', ...reading },
  failure: new MadeUpFailure('reading'),
});
const ALL = ['recent NO_ANSWER', 'recent TRANSFER', 'older NO_ANSWER', 'older TRANSFER'];

describe('R7: a list without an answer', () => {
  test('is read again after another list had an answer', async () => {
    const { read, lists, complete } = await readTwo({ 'recent NO_ANSWER': [silent()] });
    expect(read).toEqual([...ALL, 'recent NO_ANSWER']);
    expect(lists).toMatchObject({ isAnswered: true, error: undefined });
    expect(complete).toEqual([true, true, true, true]);
  });

  test('is read again once only', async () => {
    const { read, lists, complete } = await readTwo({ 'recent NO_ANSWER': [silent(), failed()] });
    expect(read).toEqual([...ALL, 'recent NO_ANSWER']);
    expect(complete).toEqual([false, true, true, true]);
    expect(lists.error).toBeInstanceOf(MadeUpFailure);
  });

  test('is not read again if no list has an answer', async () => {
    const results = Object.fromEntries(ALL.map((list) => [list, [silent()]]));
    const { read, lists } = await readTwo(results);
    expect(read).toEqual(ALL);
    expect(lists.isAnswered).toBe(false);
  });
});

test('R5: lists that fail, in part or as a whole, stop no other list', async () => {
  for (const part of [failed({ inquiries: [makeInquiry()] }), failed()]) {
    const { read } = await readTwo({ 'recent NO_ANSWER': [part], 'recent TRANSFER': [part] });
    expect(read).toEqual(ALL);
  }
});

test.each([
  ['counts the dates that the run before read', false, 4],
  ['counts no date for which Coupang ignored the filter in the run before', true, 0],
])('R7: a window that is read date by date %s', async (_, isIgnored, count) => {
  const answered = { more: { commentDtoList: [comment()] } };
  const rows = datesOf(WINDOW).flatMap((date, index) =>
    rowsOf(date, 14, 1 + index * 100).map((row) => ({ ...row, ...(isIgnored && answered) })),
  );
  const { client, clock } = listQuestions(rows, ({ first, last }) =>
    first === last ? undefined : { status: 400, body: READ_TIMED_OUT },
  );
  const { pollPorts } = createWorld();
  const repairs = createRepairs({}, clock.now());
  await readLists([WINDOW], 'recent', runOf(client, repairs, clock.now()), pollPorts);
  for (const row of rows) row.more = {};
  const next = createRepairs(repairs.remembered(), clock.now());
  const { readings } = await readLists([WINDOW], 'recent', runOf(client, next, clock.now()), pollPorts);
  expect(readings).toMatchObject([{ complete: count > 0 }]);
  expect(readings[0]?.readBefore ?? []).toHaveLength(count);
});

describe('R7: a poll', () => {
  const stateOf = async (world: World) => (await world.store.states.read(VENDOR))?.sources['call-center'];
  /** Changes what the source reads of the recent NO_ANSWER, and may note broken pages. */
  const change = (world: World, how: (reading: Reading, repairs: Repairs) => Reading): void => {
    const { source } = world.coupang;
    const { read } = source;
    source.read = async (window, status, stopAt, repairs) => {
      const answer = await read(window, status, stopAt, repairs);
      return status === 'NO_ANSWER' ? { ...answer, reading: how(answer.reading, repairs) } : answer;
    };
  };

  test('keeps the broken pages for the next poll, for an hour', async () => {
    const world = createWorld();
    const known: boolean[] = [];
    change(world, (reading, repairs) => {
      known.push(repairs.isBroken('made up', '30+30'));
      if (known.length === 1) repairs.noteBroken('made up', '30+30');
      return reading;
    });
    await world.poll();
    const since = world.now();
    expect(await world.store.states.read(VENDOR)).toMatchObject({
      brokenPages: { 'made up': { since, parts: ['30+30'] } },
    });
    const first = known.length;
    await world.pollAfter(MINUTE_MS);
    expect(known[first]).toBe(true);
    world.advance(60 * MINUTE_MS);
    const second = known.length;
    await world.poll();
    expect(known[second]).toBe(false);
    expect(await world.store.states.read(VENDOR)).not.toHaveProperty('brokenPages');
  });

  test('has one limit of extra calls for the lists and look-ups of all its sources', async () => {
    const questions = createQuestions();
    const { client, world } = questions;
    const extra: Record<string, number> = {};
    const spend = (name: string, most: number, repairs: Repairs): void => {
      for (let call = 0; call < most && repairs.mayCall(); call += 1) {
        extra[name] = (extra[name] ?? 0) + 1;
        repairs.noteCall({ isExtra: true, hadAnswer: true, failed: false });
      }
    };
    const id = questions.ask();
    await questions.poll();
    questions.drop(id);
    for (const source of [world.coupang.source, client]) {
      const { read, lookUp } = source;
      source.read = (window, status, stopAt, repairs) => {
        spend(status, 7, repairs);
        return read(window, status, stopAt, repairs);
      };
      source.lookUp = (asked, limits) => {
        spend(`look-up of ${source.source}`, 30, limits.repairs);
        return lookUp(asked, limits);
      };
    }
    for (const looksUp of [true, false]) {
      world.advance(MINUTE_MS);
      await questions.poll();
      const lists = { NO_ANSWER: 7, TRANSFER: 7, NOANSWER: 7 };
      expect(extra).toEqual({ ...lists, ...(looksUp && { 'look-up of product': 9 }) });
      for (const name of Object.keys(extra)) delete extra[name];
    }
  });

  test('names a changed format as the cause of its failure', async () => {
    const world = createWorld();
    change(world, (reading) => ({
      ...reading,
      unusable: [{ hash: 'made-up', problem: 'inquiryId: is missing' }],
    }));
    expect(await world.poll()).toMatchObject({ result: 'failed' });
    expect(await stateOf(world)).toMatchObject({ failure: { cause: 'format-changed' } });
  });
});
