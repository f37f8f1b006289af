import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { ConfigError } from '../../../../lib/config/config-error.ts';
import { readDuration } from '../../../../local/simulator/read-duration.ts';
import { parseScript, readScript } from '../../../../local/simulator/read-script.ts';
import type { SimulatedInquiry } from '../../../../local/simulator/simulated-inquiry.ts';
import { type SimulatorOptions, startSimulator } from '../../../../local/simulator/simulator.ts';
import { KEYS, NOW, startSimulated, VENDOR } from './simulated-coupang.ts';
import { makeTempDir, removeTempDirs } from '../temp-dirs.ts';
import { MINUTE_MS, HOUR_MS, DAY_MS } from '../../../../lib/domain/time/durations.ts';

const SCRIPTS = join('local', 'simulator', 'scripts');

afterAll(removeTempDirs);

const parse = (input: unknown) => parseScript(input, 'made-up.json', [VENDOR.vendorId]);
const script = (...events: unknown[]) => parse({ events });

const problemWith = (input: unknown): string => {
  try {
    parse(input);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return error instanceof ConfigError ? error.message : '';
  }
  return 'no problem';
};
const handOver = { at: '0s', do: 'hand-over', as: 'skirt' };

describe('durations', () => {
  test.each([
    ['90s', 90_000],
    ['2h', 2 * HOUR_MS],
    ['1h30m', 90 * MINUTE_MS],
    ['1.5m', 90_000],
    ['250ms', 250],
    ['20d', 20 * DAY_MS],
    ['0s', 0],
  ])('%s is so many ms', (text, ms) => {
    expect(readDuration(text)).toBe(ms);
  });

  test.each(['', '90', 's', '-5s', '5 m', '1w', '366d', '1h30'])('%j is invalid', (text) => {
    expect(readDuration(text)).toBeUndefined();
  });
});

describe('a script that cannot be played is refused with path, value and reason', () => {
  test.each([
    ['no list', {}, 'events: is missing.'],
    ['no event', { events: [] }, 'events: must hold an event.'],
    ['an unknown field', { events: [handOver], speed: 2 }, 'the file: unknown speed.'],
    [
      'an unknown event',
      { events: [{ at: '0s', do: 'refund' }] },
      'events[0].do: "refund" must be one of hand-over,',
    ],
    [
      'a time of no unit',
      { events: [{ ...handOver, at: '90' }] },
      'events[0].at: "90" must be a duration such as 90s',
    ],
    ['no time', { events: [{ do: 'recover' }] }, 'events[0].at: is missing.'],
    [
      'an unknown kind',
      { events: [{ ...handOver, kind: 'call' }] },
      `events[0].kind: "call" must be 'reply' or 'confirm'`,
    ],
    [
      'an unknown template',
      { events: [{ ...handOver, template: 'x' }] },
      'events[0].template: "x" must be one of question',
    ],
    ['a name with a blank', { events: [{ ...handOver, as: 'a b' }] }, 'events[0].as: "a b" must be a name'],
    ['too many', { events: [{ ...handOver, count: 201 }] }, 'events[0].count: 201 must be 200 or less.'],
    ['a misspelt field', { events: [{ ...handOver, askedago: '1h' }] }, 'events[0]: unknown askedago.'],
    [
      'an unknown mode',
      { events: [{ at: '0s', do: 'fail', mode: 'slow-ish' }] },
      'events[0].mode: "slow-ish" must be one of',
    ],
    [
      'an unknown vendor',
      { events: [{ ...handOver, vendor: 'A1' }] },
      'events[0].vendor: "A1" is no vendor of the configuration (A00012345).',
    ],
    [
      'a buyer who asks after the agent',
      { events: [{ ...handOver, askedAgo: '2h', inquiryAgo: '1h' }] },
      'events[0].inquiryAgo: must not be shorter',
    ],
    [
      'an unknown name',
      { events: [{ at: '0s', do: 'answer', inquiry: 'coat' }] },
      'events[0].inquiry: "coat" is not the name',
    ],
    [
      'a name that comes later',
      {
        events: [
          { ...handOver, at: '2s' },
          { at: '1s', do: 'answer', inquiry: 'skirt' },
        ],
      },
      'events[1].inquiry: "skirt" is not the name',
    ],
    ['a name twice', { events: [handOver, handOver] }, 'events[1].as: "skirt" is the name of another'],
    [
      'a confirmation of a reply',
      { events: [handOver, { at: '1s', do: 'confirm', inquiry: 'skirt' }] },
      'events[1].do: "confirm" needs a hand-over of kind confirm; "skirt" is a reply.',
    ],
    [
      'an example without examples',
      { events: [{ at: '0s', do: 'answer', inquiry: '1015668177' }] },
      'events[0].inquiry: "1015668177" is not',
    ],
  ])('%s', (_name, input, says) => {
    expect(problemWith(input)).toContain(says);
  });

  test('all faults at once, with the file', () => {
    const problem = problemWith({
      events: [
        { ...handOver, at: 'x' },
        { at: 'y', do: 'recover' },
      ],
    });
    expect(problem).toContain('made-up.json cannot be played:');
    expect(problem).toContain('events[0].at');
    expect(problem).toContain('events[1].at');
  });

  test('a missing file, and one that is not JSON', async () => {
    await expect(readScript('nowhere.json', [])).rejects.toThrow('nowhere.json cannot be read');
    const file = join(makeTempDir(), 'broken.json');
    writeFileSync(file, '{');
    await expect(readScript(file, [])).rejects.toThrow(`${file} is not valid JSON`);
  });

  test.each(readdirSync(SCRIPTS))('the example %s can be played', async (file) => {
    expect((await readScript(join(SCRIPTS, file), [VENDOR.vendorId])).events.length).toBeGreaterThan(10);
  });
});

/** Plays a script on a clock that the test moves. */
const play = async (options: Partial<SimulatorOptions>, dataDir = makeTempDir(), startAt = NOW) => {
  const clock = { now: startAt };
  const simulator = await startSimulator({
    dataDir,
    vendors: [VENDOR],
    keys: KEYS,
    now: () => clock.now,
    seed: 1,
    arrivals: false,
    ...options,
  });
  return {
    simulator,
    clock,
    dataDir,
    goTo: async (ms: number) => {
      clock.now = NOW + ms;
      await simulator.tick();
      return simulator.inquiries();
    },
  };
};
const listsOf = (inquiries: SimulatedInquiry[]) => inquiries.map(({ list }) => list);

describe('a script that is played', () => {
  test('ends a limited failure by its own clock, at any speed', async () => {
    let now = NOW;
    const simulator = await startSimulator({
      dataDir: makeTempDir(),
      vendors: [VENDOR],
      keys: KEYS,
      now: () => now,
      rate: () => 60,
      seed: 1,
      arrivals: false,
      script: script({ at: '0s', do: 'fail', mode: 'unavailable', for: '2m' }),
    });
    await simulator.tick();
    const status = async () =>
      (await fetch(`${simulator.url}/v2/providers/openapi/apis/api/v5/vendors/x`)).status;
    expect(await status()).toBe(503);
    now += 2.5 * MINUTE_MS;
    await simulator.tick();
    expect(await status()).not.toBe(503);
    await simulator.stop();
  });

  test('each event gets its own time, relative to the start, even if it is played late', async () => {
    const { simulator, goTo } = await play({
      script: script(
        { ...handOver, at: '10s', askedAgo: '20h', inquiryAgo: '21h' },
        { at: '90s', do: 'answer', inquiry: 'skirt' },
        { at: '2h', do: 'hand-over-again', inquiry: 'skirt' },
      ),
    });
    expect(await goTo(9999)).toEqual([]);
    expect(await goTo(10_000)).toMatchObject([
      {
        list: 'NO_ANSWER',
        inquiryAt: NOW + 10_000 - 21 * HOUR_MS,
        posts: [{ replyAt: NOW + 10_000 - 20 * HOUR_MS }],
      },
    ]);
    const after = await goTo(3 * HOUR_MS);
    await simulator.stop();
    expect(after).toMatchObject([
      {
        list: 'NO_ANSWER',
        posts: [
          { transferStatus: 'answered' },
          { answerType: 'vendor', replyAt: NOW + 90_000 },
          { transferStatus: 'requestAnswer', replyAt: NOW + 2 * HOUR_MS },
        ],
      },
    ]);
  });

  test('confirm, withdraw and decide work too, and no inquiry arrives in addition to the script', async () => {
    const { simulator, goTo } = await play({
      script: script(
        { ...handOver, as: 'a', kind: 'confirm' },
        { ...handOver, as: 'b' },
        { ...handOver, as: 'c' },
        { at: '1s', do: 'confirm', inquiry: 'a' },
        { at: '1s', do: 'withdraw', inquiry: 'b' },
        { at: '1s', do: 'decide', inquiry: 'c' },
      ),
    });
    expect(listsOf(await goTo(0))).toEqual(['TRANSFER', 'NO_ANSWER', 'NO_ANSWER']);
    const after = await goTo(HOUR_MS);
    await simulator.stop();
    expect(after.map(({ posts }) => posts[0]?.completeReason)).toEqual([
      'DISPUTE_PROCESS_COMPLETE',
      'CANCEL',
      'DISPUTE_PROCESS',
    ]);
  });

  test('an unanswered inquiry closes by itself after 24 hours, before a later event is played', async () => {
    const { simulator, goTo } = await play({
      script: script({ ...handOver, askedAgo: '23h' }, { at: '2h', do: 'hand-over-again', inquiry: 'skirt' }),
    });
    const [inquiry] = await goTo(3 * HOUR_MS);
    await simulator.stop();
    expect(inquiry?.posts.map(({ replyAt }) => (replyAt - NOW) / HOUR_MS)).toEqual([-23, 1, 2]);
    expect(inquiry?.posts[1]?.content).toMatch(/^\[쿠팡 시스템\]/);
    expect(inquiry?.list).toBe('NO_ANSWER');
  });

  test('one name may be several inquiries, and an act applies to each', async () => {
    const { simulator, goTo } = await play({
      script: script({ ...handOver, count: 12 }, { at: '1m', do: 'answer', inquiry: 'skirt' }),
    });
    expect(listsOf(await goTo(0))).toEqual(Array.from({ length: 12 }, () => 'NO_ANSWER'));
    expect(listsOf(await goTo(MINUTE_MS))).toEqual(Array.from({ length: 12 }, () => 'ANSWER'));
    await simulator.stop();
  });

  test('the examples exist if it says so, and acts can name them by number', async () => {
    const withExamples = parse({
      examples: true,
      events: [{ at: '1s', do: 'answer', inquiry: '1015668177' }],
    });
    const { simulator, goTo } = await play({ script: withExamples });
    expect(listsOf(await goTo(1000))).toEqual(['ANSWER', 'TRANSFER']);
    await simulator.stop();
  });

  test('a failure lasts as long as stated, or until recovery', async () => {
    const { simulator, get, clock } = await startSimulated(
      {
        script: script(
          { at: '10s', do: 'fail', mode: 'unavailable', for: '20s' },
          { at: '1m', do: 'fail', mode: 'server-error', only: 'NO_ANSWER' },
          { at: '2m', do: 'recover' },
        ),
      },
      { msPerCall: 0 },
    );
    const statusAt = async (ms: number) => {
      clock.now = NOW + ms;
      return (await get()).status;
    };
    const seen: number[] = [];
    for (const at of [9000, 10_000, 29_999, 30_000, 60_000, 119_000, 120_000]) seen.push(await statusAt(at));
    await simulator.stop();
    expect(seen).toEqual([200, 503, 503, 200, 500, 500, 200]);
  });

  test('it is played at calls, without any timer', async () => {
    const { simulator, get, clock } = await startSimulated({ script: script({ ...handOver, at: '5m' }) });
    clock.now += 5 * MINUTE_MS;
    expect((await get()).text).toContain('"totalElements":1');
    await simulator.stop();
  });

  test('the same seed makes the same run, another seed another', async () => {
    const run = async (seed: number) => {
      const working = await readScript(join(SCRIPTS, 'working-day.json'), [VENDOR.vendorId]);
      const { simulator, goTo } = await play({ script: working, seed });
      const after = await goTo(25 * HOUR_MS);
      await simulator.stop();
      return after;
    };
    const first = await run(7);
    expect(first.length).toBeGreaterThan(30);
    expect(await run(7)).toEqual(first);
    expect(await run(8)).not.toEqual(first);
  });

  test('a restart continues there: nothing is played twice, and active failures continue', async () => {
    const events = [
      { ...handOver, at: '1m' },
      { at: '1m', do: 'fail', mode: 'data-null', for: '1h' },
      { at: '10m', do: 'answer', inquiry: 'skirt' },
    ];
    const first = await play({ script: script(...events) });
    await first.goTo(2 * MINUTE_MS);
    await first.simulator.stop();
    const second = await startSimulated({
      dataDir: first.dataDir,
      script: script(...events),
      vendors: [VENDOR],
    });
    second.clock.now = NOW + 5 * MINUTE_MS;
    expect((await second.get()).text).toContain('"data":null');
    expect(listsOf(second.simulator.inquiries())).toEqual(['NO_ANSWER']);
    second.clock.now = NOW + 10 * MINUTE_MS;
    await second.simulator.tick();
    expect(second.simulator.inquiries()).toMatchObject([{ posts: [{}, { replyAt: NOW + 10 * MINUTE_MS }] }]);
    await second.simulator.stop();
  });

  test('another script on the same folder starts from its first event', async () => {
    const first = await play({ script: script(handOver) });
    await first.goTo(0);
    await first.simulator.stop();
    const second = await play({ script: script({ ...handOver, at: '1s' }) }, first.dataDir);
    expect(await second.goTo(1000)).toHaveLength(2);
    await second.simulator.stop();
  });
});
