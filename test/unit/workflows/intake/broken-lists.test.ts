import { describe, expect, test } from '@jest/globals';
import { createRepairs, type Repairs } from '../../../../lib/domain/reading/repairs.ts';
import type { Reading } from '../../../../lib/domain/reading/reading.ts';
import { NEW_VENDOR_STATE } from '../../../../lib/domain/reading/vendor-state.ts';
import { readBatch } from '../../../../lib/workflows/intake/read-batch.ts';
import type { InquirySource } from '../../../../lib/workflows/ports/inquiry-source.ts';
import { MINUTE_MS } from '../../../../lib/domain/time/durations.ts';
import { makeInquiry } from '../../../fixtures/domain/make-inquiry.ts';
import { makeReading, windowNumber } from '../../../fixtures/domain/make-reading.ts';
import { NOW } from '../../../fixtures/domain/made-up.ts';
import { createWorld, POLL_SETTINGS, VENDOR, type World } from '../../../simulation/create-world.ts';
import { MadeUpFailure } from '../made-up-failure.ts';

type Result = { reading?: Partial<Reading>; failure?: MadeUpFailure };

/** Reads the recent week and an older window. Each list gives its results in turn, and then an empty reading. */
const readWindows = async (results: Record<string, Result[]>, repairs: Repairs = createRepairs()) => {
  const read: string[] = [];
  const { pollPorts } = createWorld();
  const source: InquirySource = {
    ...pollPorts.source,
    read: async (window, status) => {
      const list = `${window.firstDate === windowNumber(0).firstDate ? 'recent' : 'older'} ${status}`;
      read.push(list);
      const { reading, failure } = results[list]?.shift() ?? {};
      repairs.noteCall({ isExtra: false, hadAnswer: !failure?.isUnanswered, failed: failure !== undefined });
      const complete = failure === undefined;
      return { reading: makeReading({ window, status, complete, ...reading }), ...(failure && { failure }) };
    },
  };
  const run = {
    ...POLL_SETTINGS,
    vendor: VENDOR,
    startedAt: NOW,
    stopAt: Infinity,
    keyFingerprint: '',
    state: NEW_VENDOR_STATE,
    blindTimes: [],
    repairs,
  };
  const batch = await readBatch([windowNumber(0), windowNumber(1)], run, {
    ...pollPorts,
    source,
    clock: { now: () => NOW },
  });
  return { read, batch };
};
const silent = (): Result => ({
  failure: Object.assign(new MadeUpFailure('reading'), { isUnanswered: true }),
});
const failed = (reading: Partial<Reading> = {}): Result => ({
  reading: { complete: false, incompleteBecause: 'made up', ...reading },
  failure: new MadeUpFailure('reading'),
});
const ALL = ['recent NO_ANSWER', 'recent TRANSFER', 'older NO_ANSWER', 'older TRANSFER'];

describe('R7: the first list of a run without an answer', () => {
  test('is read again as soon as another list has an answer', async () => {
    const { read, batch } = await readWindows({ 'recent NO_ANSWER': [silent()] });
    expect(read).toEqual(['recent NO_ANSWER', 'recent TRANSFER', 'recent NO_ANSWER', ...ALL.slice(2)]);
    expect(batch).toMatchObject({ ended: false, answered: true });
    expect(batch).not.toHaveProperty('failure');
    expect(batch.readings.map(({ complete }) => complete)).toEqual([true, true, true, true]);
  });

  test('is read again once only', async () => {
    const { read, batch } = await readWindows({ 'recent NO_ANSWER': [silent(), failed()] });
    expect(read.filter((list) => list === 'recent NO_ANSWER')).toHaveLength(2);
    expect(batch.readings.map(({ complete }) => complete)).toEqual([false, true, true, true]);
    expect(batch.failure).toBeInstanceOf(MadeUpFailure);
  });

  test('ends the run if the second list has no answer either', async () => {
    const { read, batch } = await readWindows({
      'recent NO_ANSWER': [silent()],
      'recent TRANSFER': [silent()],
    });
    expect(read).toEqual(ALL.slice(0, 2));
    expect(batch).toMatchObject({ ended: true, answered: false });
  });
});

test('R8: lists that fail in part do not end the run', async () => {
  const part = failed({ inquiries: [makeInquiry()] });
  const { read, batch } = await readWindows({ 'recent NO_ANSWER': [part], 'recent TRANSFER': [part] });
  expect(read).toEqual(ALL);
  expect(batch.ended).toBe(false);
  const whole = await readWindows({ 'recent NO_ANSWER': [failed()], 'recent TRANSFER': [failed()] });
  expect(whole.read).toEqual(ALL.slice(0, 2));
});

describe('R7: a poll', () => {
  const stateOf = async (world: World) => world.store.states.read(VENDOR);
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
    expect(await stateOf(world)).toMatchObject({ brokenPages: { 'made up': { since, parts: ['30+30'] } } });
    const first = known.length;
    world.advance(MINUTE_MS);
    await world.poll();
    expect(known[first]).toBe(true);
    world.advance(60 * MINUTE_MS);
    const second = known.length;
    await world.poll();
    expect(known[second]).toBe(false);
    expect(await stateOf(world)).not.toHaveProperty('brokenPages');
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

  test('names an ignored filter as the cause of its failure', async () => {
    const world = createWorld();
    const answered = Array.from({ length: 6 }, (_, index) =>
      makeInquiry({ inquiryId: String(index + 1), counselingStatus: 'answered', posts: [] }),
    );
    change(world, (reading) => ({ ...reading, inquiries: answered }));
    await world.poll();
    expect(await stateOf(world)).toMatchObject({ failure: { cause: 'filter-ignored' } });
  });
});
