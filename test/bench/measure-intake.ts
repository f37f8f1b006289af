import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { writeJson } from 'fake-coupang';
import { createItemReader, readItem } from '../../lib/coupang/call-center/read-item.ts';
import { hashOf } from '../../lib/coupang/read-fields.ts';
import { parseLossless } from '../../lib/coupang/read-envelope.ts';
import { EVENTS_A_REQUEST } from '../../lib/workflows/ports/events.ts';
import { createWorld } from '../simulation/create-world.ts';
import { makeRows } from './made-up-rows.ts';
import { cpuMsSince } from './cpu-ms.ts';
import type { Budgeted } from './measure-delivery.ts';
import { middle } from './middle.ts';
import { measureSight } from './measure-sight.ts';
import { createParallelCalls } from './parallel-calls.ts';

const MANY = 1000;
/** Published measurements on AWS, rounded up. Coupang's pages are not counted. */
const STORE_MS = 5;
const BUS_MS = 12;
const LATENCY_MS: Record<string, number> = { store: STORE_MS, bus: BUS_MS };

/** Many hand-overs at first sight, until all are stored and on the bus. */
const storeMany = async (): Promise<Budgeted> => {
  const { effect, measure } = createParallelCalls((name) => LATENCY_MS[name.split('.')[0] ?? ''] ?? 0);
  const world = createWorld({ effect });
  const { publish } = world.bus.publisher;
  world.bus.publisher.publish = async (events) => {
    const sent: boolean[] = [];
    for (let from = 0; from < events.length; from += EVENTS_A_REQUEST)
      sent.push(...(await publish(events.slice(from, from + EVENTS_A_REQUEST))));
    return sent;
  };
  await world.poll();
  world.advance(60_000);
  for (let count = 0; count < MANY; count += 1) world.coupang.handOver();
  const ms = await measure(world, world.poll);
  if (world.tickets().some(({ outbox: { publishedVersion } }) => publishedVersion !== 1))
    throw new Error('a ticket was not published');
  const naiveMs = MANY * (STORE_MS + BUS_MS);
  return {
    what: `times the waiting for store and bus of one put and one event after the other: ${MANY} new hand-overs until published, ${ms} to ${naiveMs} ms`,
    figure: ms / naiveMs,
    budget: 1 / 5,
  };
};

/** Coupang's pages hold no more of one list: another row would fill the last one. */
const MOST_KNOWN = 2990;
const FEW_KNOWN = MOST_KNOWN / 10;
const PROCESSES = 2;
const ROUNDS = 15;
const HEAP_MB = 128;
/** With this and the young generation, V8 has no more than the budget. */
const V8_FLAGS = ['--max-old-space-size=104', '--max-semi-space-size=8'];

/** In a process of its own. */
const sweep = (count: number) => {
  const script = fileURLToPath(new URL('sweep-items.ts', import.meta.url));
  const printed = execFileSync(process.execPath, ['-C', 'workshop', ...V8_FLAGS, script, String(count)], {
    encoding: 'utf8',
  });
  const [newMs = Number.NaN, eachMs = Number.NaN, knownMs = Number.NaN, heapMb = Number.NaN] = printed
    .split(' ')
    .map(Number);
  return { newMs, eachMs, knownMs, heapMb };
};

/** Polls behind AWS's clients: all that is listed is new, then known. The least of processes in turns. */
const sweepOften = (): Budgeted[] => {
  const runs = Array.from({ length: PROCESSES }, () => ({ many: sweep(MOST_KNOWN), few: sweep(FEW_KNOWN) }));
  const manyMs = Math.min(...runs.map(({ many }) => many.knownMs));
  const fewMs = Math.min(...runs.map(({ few }) => few.knownMs));
  const newMs = Math.min(...runs.map(({ many }) => many.newMs));
  const eachMs = Math.min(...runs.map(({ many }) => many.eachMs));
  return [
    {
      what: `times the CPU of one put and one event after the other: ${MOST_KNOWN} new hand-overs until published, ${newMs.toFixed(0)} to ${eachMs.toFixed(0)} ms`,
      figure: newMs / eachMs,
      budget: 3,
    },
    {
      what: `times the CPU of a poll with ${FEW_KNOWN} known items: ${MOST_KNOWN} of them, ${manyMs.toFixed(0)} to ${fewMs.toFixed(0)} ms`,
      figure: manyMs / fewMs,
      budget: 12,
    },
    {
      what: `MB of heap at most in these polls; V8 has ${HEAP_MB} and ends a process that needs more`,
      figure: Math.max(...runs.map(({ many }) => many.heapMb)),
      budget: HEAP_MB,
    },
  ];
};

/** Items that have not changed are read again. */
const readAgain = (): Budgeted => {
  const items = makeRows(MOST_KNOWN).map((row) => parseLossless(writeJson(row)));
  const read = createItemReader('Asia/Seoul', () => 0);
  const works = [hashOf, (item: unknown) => readItem(item, 'Asia/Seoul'), read];
  const rounds = Array.from({ length: ROUNDS }, () =>
    works.map((work) => cpuMsOf(() => items.map((item) => work(item)))),
  );
  const [hashMs = 0, firstMs = 0, againMs = 0] = works.map((_, at) =>
    middle(rounds.map((ms) => ms[at] ?? 0)),
  );
  return {
    what: `times a hash alone: reading an item that has not changed; at first sight it is ${(firstMs / hashMs).toFixed(1)} times`,
    figure: againMs / hashMs,
    budget: 1.5,
  };
};

const cpuMsOf = (work: () => unknown): number => {
  const before = process.cpuUsage();
  work();
  return cpuMsSince(before);
};

/** Measures the cost of a poll, and how it grows. */
export const measureIntake = async (): Promise<Budgeted[]> => [
  await storeMany(),
  await measureSight(),
  readAgain(),
  ...sweepOften(),
];
