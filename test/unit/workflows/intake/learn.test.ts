import { afterAll, describe, expect, test } from '@jest/globals';
import { startFakeCoupang } from 'fake-coupang';
import { NotSetUp } from '../../../../lib/config/config-error.ts';
import { createSender } from '../../../../lib/coupang/create-sender.ts';
import { createAccess, createSourceActions, createSources } from '../../../../lib/coupang/sources.ts';
import { CoupangError, type Fault } from '../../../../lib/coupang/coupang-error.ts';
import type { Evidence } from '../../../../lib/domain/assumptions/assumptions.ts';
import { type Learnt, learn, type LearnPorts } from '../../../../lib/workflows/intake/learn.ts';
import type { InquirySource } from '../../../../lib/workflows/ports/coupang.ts';
import { createWorld, VENDOR, type World } from '../../../simulation/create-world.ts';
import { noteCalls } from '../../../simulation/effect.ts';
import { MADE_UP_ACCESS } from '../../../simulation/create-world.ts';
import { KEYS, makeClock } from '../../coupang/loopback-coupang.ts';
import { removeTempDirs } from '../../local/temp-dirs.ts';
import type { ListStatus, Source } from '../../../../lib/domain/sources.ts';
import { makeState, type StateFields } from '../../../fixtures/domain/make-state.ts';
import { makeInquiry } from '../../../fixtures/domain/make-inquiry.ts';
import { makeTicket } from '../../../fixtures/domain/make-ticket.ts';
import { NOW } from '../../../fixtures/domain/made-up.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../lib/domain/time/durations.ts';

const BOTH = ['call-center', 'product'] as const;

const LISTS = 24;

afterAll(removeTempDirs);

const settings = (stopAt: number) => ({
  zone: 'Asia/Seoul',
  egress: 'made-up-egress',
  timeoutMs: 20_000,
  stopAt,
});

const learnIn = (world: World, ports: Pick<LearnPorts, 'clients'> & Partial<LearnPorts>): Promise<Learnt> =>
  learn(VENDOR, settings((ports.clock ?? world.clock).now() + 100_000), {
    states: world.store.states,
    reader: world.store.reader,
    access: MADE_UP_ACCESS,
    keyStoredAt: async () => undefined,
    clock: world.clock,
    ...ports,
  });

/** The state that the last poll left. */
const keep = async ({ store: { states } }: World, fields: StateFields, source?: Source): Promise<void> => {
  await states.takeLease(VENDOR, { token: 'made-up', now: 0, until: 1 });
  await states.releaseLease(VENDOR, 'made-up', makeState(fields, source));
};

/** A run of learn in a made-up world, and its calls. `each` runs before every page. */
const look = async (
  how: {
    world?: World;
    state?: StateFields;
    key?: () => Promise<number | undefined>;
    pages?: Partial<Awaited<ReturnType<InquirySource['readPages']>>>;
    each?: (world: World, pagesBefore: number) => void;
  } = {},
) => {
  const requests: string[] = [];
  const world = how.world ?? createWorld({ effect: noteCalls(requests) });
  if (how.state) await keep(world, how.state);
  requests.length = 0;
  const { source, calls } = world.coupang;
  const readPages: InquirySource['readPages'] = async (...args) => {
    how.each?.(world, calls.pageReads);
    return { ...(await source.readPages(...args)), ...(calls.pageReads > 1 && how.pages) };
  };
  const clients = [{ ...source, readPages }];
  const learnt = await learnIn(world, { clients, ...(how.key && { keyStoredAt: how.key }) });
  return { learnt, world, asked: requests };
};

const failNext = (world: World, fault: Fault): void =>
  void world.coupang.faults.push(new CoupangError(VENDOR, fault));

const casesOf = ({ evidence }: Pick<Learnt, 'evidence'>, name: Evidence['name']) => {
  const found = evidence.find((entry) => entry.name === name);
  return [found?.for, found?.against];
};

describe('learning from a vendor', () => {
  test('reads the lists of five weeks, and touches neither lease nor ticket (I9)', async () => {
    const { learnt, asked: requests, world } = await look();
    expect(learnt).toMatchObject({
      ...VENDOR,
      result: 'ok',
      windows: 6,
      pages: LISTS,
      inquiries: 0,
    });
    expect(learnt).not.toHaveProperty('stopped');
    expect(new Set(requests)).toEqual(new Set(['store.readState', 'store.egressBlock', 'coupang.page']));
    expect(world.tickets()).toEqual([]);
  });

  test('returns only numbers, without words of buyers and agents', async () => {
    const world = createWorld();
    const inquiryId = world.coupang.handOver({ text: 'hush-hush' });
    world.coupang.answer(inquiryId);
    const { learnt } = await look({ world });
    expect(learnt.inquiries).toBe(1);
    expect(casesOf(learnt, 'flag-falls-with-answer')).toEqual([1, 0]);
    expect(JSON.stringify(learnt)).not.toMatch(/hush|skirt/);
    const { evidence } = learnt;
    expect(evidence.length).toBeGreaterThan(8);
    expect(evidence.flatMap((entry) => [entry.for, entry.against]).map((count) => typeof count)).toEqual(
      Array.from({ length: 2 * evidence.length }, () => 'number'),
    );
  });

  test('counts what each list shows, with the inquiries whose tickets are open or closed', async () => {
    const world = createWorld();
    const answered = world.coupang.handOver();
    world.coupang.handOver({ kind: 'confirm' });
    await world.poll();
    world.coupang.answer(answered);
    await world.pollAfter(MINUTE_MS);
    const { lists } = (await look({ world })).learnt;
    const none = { inquiries: 0, requestAnswer: 0, answered: 0, complete: 0, asking: 0, open: 0, closed: 0 };
    expect(lists).toEqual([
      { status: 'NO_ANSWER', counts: none },
      {
        status: 'TRANSFER',
        counts: { ...none, inquiries: 1, requestAnswer: 1, complete: 1, asking: 1, open: 1 },
      },
      { status: 'ANSWER', counts: { ...none, inquiries: 1, answered: 1, closed: 1 } },
      { status: 'NONE', counts: none },
    ]);
  });

  test('takes the totals found by polls from the vendor’s state', async () => {
    const short = { by: 14, runs: 1, at: 1 };
    const state = {
      completeReadings: { '2026-11-18/NO_ANSWER': 1, '2026-11-18/TRANSFER': 1 },
      shortReadings: { '2026-11-18/TRANSFER': short, '2026-11-11/TRANSFER': short },
    };
    expect(casesOf((await look({ state })).learnt, 'totals-count-rows')).toEqual([1, 2]);
  });

  test('reads sixty pages at most, and reports that', async () => {
    const left: number[] = [];
    const world = createWorld();
    const readPages: InquirySource['readPages'] = async (_window, _status, { most }) => {
      left.push(most);
      return { inquiries: [], pages: Math.min(25, most), ...(most < 25 && { nextPage: most + 1 }) };
    };
    const learnt = await learnIn(world, { clients: [{ ...world.coupang.source, readPages }] });
    expect(left).toEqual([60, 35, 10]);
    expect(learnt).toMatchObject({ result: 'ok', pages: 60, stopped: 'pages' });
  });

  test('ends when its time is up, with its results so far, and reports that', async () => {
    const { learnt } = await look({ each: (world) => world.advance(30_000) });
    expect(learnt).toMatchObject({ result: 'ok', pages: 3, windows: 2, stopped: 'time' });
  });

  test('also ends early in the last of its lists', async () => {
    const { learnt } = await look({
      each: (world, before) => before === LISTS - 1 && world.advance(100_000),
      pages: { nextPage: 2 },
    });
    expect(learnt).toMatchObject({ pages: LISTS - 1, stopped: 'time' });
  });

  test('ends with a failed page, with its results so far and what to do (O8)', async () => {
    const { learnt, world } = await look({
      each: (of, before) => before === 3 && failNext(of, { code: 'COUPANG_THROTTLED', status: 429 }),
    });
    expect(learnt).toMatchObject({ result: 'throttled', code: 'COUPANG_THROTTLED', stopped: 'coupang' });
    expect(learnt.problem).toContain('A00012345');
    expect(world.coupang.calls.pageReads).toBe(4);
  });

  test('does not call for a vendor that is not set up', async () => {
    const { learnt, world } = await look({
      key: async () => Promise.reject(new NotSetUp('made-up/secret', 'secrets -- A00012345')),
    });
    expect(learnt).toMatchObject({ result: 'not-set-up', pages: 0 });
    expect(world.coupang.calls.pageReads).toBe(0);
  });
});

describe('learning from several sources (I9)', () => {
  const QUESTION = makeInquiry({ inquiryId: '77', inquiryAt: NOW - 2 * HOUR_MS, posts: [] });

  const lookAtBoth = async (
    how: { pages?: number; failAt?: number; state?: StateFields; world?: World; shown?: ListStatus[] } = {},
  ) => {
    const world = how.world ?? createWorld();
    if (how.state) await keep(world, how.state, 'product');
    const asked: { status: ListStatus; most: number }[] = [];
    const pages = async (status: ListStatus, most: number) => {
      asked.push({ status, most });
      const read = Math.min(how.pages ?? 1, most);
      const isFailing = asked.length === how.failAt;
      return {
        inquiries: how.shown?.includes(status) ? [QUESTION] : [],
        pages: read,
        ...(read < (how.pages ?? 1) && { nextPage: read + 1 }),
        ...(isFailing && { failure: new CoupangError(VENDOR, { code: 'COUPANG_BAD_REQUEST', status: 403 }) }),
      };
    };
    const { source } = world.coupang;
    const readPages: InquirySource['readPages'] = (_window, status, { most }) => pages(status, most);
    const clients = BOTH.map((name) => ({ ...source, source: name, readPages }));
    const learnt = await learnIn(world, { clients });
    return { learnt, asked };
  };

  test('reads its lists after those of the hand-overs, and counts its own assumptions', async () => {
    const { learnt, asked } = await lookAtBoth({ shown: ['NOANSWER', 'ANSWERED'] });
    expect(new Set(asked.slice(0, 24).map(({ status }) => status))).toEqual(
      new Set(['NO_ANSWER', 'TRANSFER', 'ANSWER', 'NONE']),
    );
    expect(new Set(asked.slice(24).map(({ status }) => status))).toEqual(
      new Set(['NOANSWER', 'ALL', 'ANSWERED']),
    );
    expect(learnt).toMatchObject({ pages: 42, windows: 6, inquiries: 1 });
    expect(casesOf(learnt, 'all-shows-everything')).toEqual([0, 1]);
    expect(casesOf(learnt, 'comment-means-answered')).toEqual([0, 1]);
  });

  test('shares sixty pages with the hand-overs', async () => {
    const { learnt, asked } = await lookAtBoth({ pages: 40 });
    const read = (status: ListStatus) =>
      asked.filter((each) => each.status === status).map(({ most }) => most);
    expect(read('NO_ANSWER')).toEqual([30]);
    expect(read('NOANSWER')).toEqual([30]);
    expect(learnt).toMatchObject({ pages: 60, stopped: 'pages' });
  });

  test('compares the time of a question with its first sight, if it was read before', async () => {
    const world = createWorld();
    const about = { source: 'product', kind: 'question', inquiryId: '77', answerId: '0' } as const;
    world.store.put(makeTicket({ ...about, openedAt: NOW - 2 * HOUR_MS + 1 }));
    const casesFor = async (state: StateFields) =>
      casesOf((await lookAtBoth({ world, shown: ['ALL'], state })).learnt, 'product-time-offset');
    const firstPollAt = NOW - 3 * HOUR_MS;
    expect(await casesFor({ firstPollAt, completeReadings: {} })).toEqual([0, 0]);
    expect(await casesFor({ firstPollAt: firstPollAt + 1, recentCompleteAt: NOW })).toEqual([0, 0]);
    expect(await casesFor({ firstPollAt, recentCompleteAt: NOW })).toEqual([1, 0]);
  });

  test('reports a source that Coupang refuses, and reads the hand-overs all the same', async () => {
    const refusedAtOnce = await lookAtBoth({ failAt: 25 });
    expect(refusedAtOnce.learnt).toMatchObject({
      result: 'ok',
      sources: [{ source: 'product', result: 'bad-request' }],
      pages: 25,
    });
    const refusedLater = await lookAtBoth({ failAt: 28 });
    expect(refusedLater.learnt).toMatchObject({
      result: 'ok',
      sources: [{ source: 'product', result: 'bad-request', code: 'COUPANG_BAD_REQUEST' }],
      stopped: 'coupang',
    });
  });
});

describe('learning from the simulator', () => {
  type MadeUpClock = ReturnType<typeof makeClock>;
  const optionsOf = (baseUrl: string, { now, sleep }: MadeUpClock) => ({
    vendor: VENDOR,
    baseUrl,
    credentials: async () => KEYS,
    clock: { now },
    callsPerSecond: 2,
    sleep,
  });
  const learnFrom = (url: string, clock: MadeUpClock, sources: readonly Source[]): Promise<Learnt> => {
    const options = optionsOf(url, clock);
    const sender = createSender(options);
    const clients = createSources({ ...options, sources }, sender);
    return learnIn(createWorld(), { clients, access: createAccess(sender), clock: { now: clock.now } });
  };

  test('finds its behaviour: a closing 24 hours after the post, with known words', async () => {
    const clock = makeClock();
    const simulator = await startFakeCoupang({
      now: clock.now,
      sleep: clock.sleep,
      vendors: [VENDOR],
      keys: KEYS,
    });
    try {
      const askedAt = clock.now() - 30 * HOUR_MS;
      await simulator.handOver({ askedAt, inquiryAt: askedAt - HOUR_MS });
      await simulator.handOver({ askedAt: clock.now() - HOUR_MS });
      await simulator.tick();
      const learnt = await learnFrom(simulator.url, clock, ['call-center']);
      expect(learnt).toMatchObject({ result: 'ok', pages: LISTS, windows: 6 });
      expect(casesOf(learnt, 'clock-starts-at-asking-post')).toEqual([1, 0]);
      expect(casesOf(learnt, 'automatic-post-prefix')).toEqual([1, 0]);
      expect(casesOf(learnt, 'end-date-inclusive')[1]).toBe(0);
      expect(casesOf(learnt, 'lists-follow-flags')[1]).toBe(0);
      const counts = { requestAnswer: 3, answered: 1, complete: 1, asking: 3, open: 0, closed: 0 };
      expect(learnt.lists.at(-1)).toEqual({ status: 'NONE', counts: { inquiries: 4, ...counts } });
    } finally {
      await simulator.stop();
    }
  });

  test('finds no case against what is assumed of questions, of those that it answers and deletes', async () => {
    const clock = makeClock();
    const both = { ...VENDOR, sources: BOTH };
    const simulator = await startFakeCoupang({
      now: clock.now,
      sleep: clock.sleep,
      vendors: [both],
      keys: KEYS,
      examples: false,
      wingIds: ['cs-team'],
    });
    try {
      const { product } = simulator;
      const answered = await product.ask({ inquiryAt: clock.now() - 20 * HOUR_MS });
      await product.ask({ inquiryAt: clock.now() - HOUR_MS });
      const reply = { source: 'product', inquiryId: answered.inquiryId, content: '네, 가능합니다.' } as const;
      await createSourceActions(optionsOf(simulator.url, clock)).reply(
        { ...reply, replyBy: 'cs-team' },
        Infinity,
      );
      const learnt = await learnFrom(simulator.url, clock, BOTH);
      expect(learnt).toMatchObject({
        result: 'ok',
        sources: [{ source: 'product', result: 'ok' }],
        pages: 42,
      });
      expect(casesOf(learnt, 'all-shows-everything')).toEqual([2, 0]);
      expect(casesOf(learnt, 'comment-means-answered')).toEqual([1, 0]);
      expect(casesOf(learnt, 'product-reply-length')).toEqual([1, 0]);
      expect(casesOf(learnt, 'second-product-reply')).toEqual([1, 0]);
    } finally {
      await simulator.stop();
    }
  });
});
