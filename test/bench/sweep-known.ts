import { getHeapStatistics } from 'node:v8';
import { createCoupangClient } from '../../lib/coupang/create-coupang-client.ts';
import { MINUTE_MS, SECOND_MS } from '../../lib/domain/time/durations.ts';
import { poll } from '../../lib/workflows/intake/poll.ts';
import { writeJson } from '../../local/simulator/json.ts';
import { layOutPage } from '../../local/simulator/lay-out-page.ts';
import { createWorld, POLL_SETTINGS, silent, VENDOR } from '../simulation/create-world.ts';
import { cpuMsSince } from './cpu-ms.ts';
import { makeRows } from './made-up-rows.ts';
import { middle } from './middle.ts';

// A process of its own: polls of so many known hand-overs that have not changed. It prints the CPU of one, ms, and the most heap
// in use at a request, MB, with the store and Coupang that stand in.
const ROUNDS = 7;
const PAGE_SIZE = 30;

const count = Number(process.argv[2]);
const world = createWorld();
const { store, bus, clock } = world;
const rows = makeRows(count, world.now());
const pageOf = (shown: typeof rows, pageNum: number): Buffer =>
  Buffer.from(
    writeJson({
      code: 200,
      message: 'OK',
      data: layOutPage(shown, { pageNum, pageSize: PAGE_SIZE }, undefined),
    }),
  );
const pages = Array.from({ length: Math.ceil(count / PAGE_SIZE) }, (_, at) => pageOf(rows, at + 1));
const empty = pageOf([], 1);

let heapBytes = 0;
const source = createCoupangClient({
  vendor: VENDOR,
  baseUrl: 'http://127.0.0.1',
  credentials: async () => ({ accessKey: 'MADE-UP', secretKey: 'MADE-UP' }),
  clock,
  callsPerSecond: 10,
  sleep: async (ms) => world.advance(ms),
  fetch: async (input) => {
    heapBytes = Math.max(heapBytes, getHeapStatistics().used_heap_size);
    const { searchParams: asked } = new URL(input instanceof Request ? input.url : input);
    const isRecent = (asked.get('inquiryEndAt') ?? '') >= new Date(world.now()).toISOString().slice(0, 10);
    const isListed = asked.get('partnerCounselingStatus') === 'NO_ANSWER' && isRecent;
    const page = isListed ? pages[Number(asked.get('pageNum')) - 1] : undefined;
    return new Response(new Uint8Array(page ?? empty), {
      headers: { 'content-type': 'application/json', date: new Date(world.now()).toUTCString() },
    });
  },
});

const { reader, writer, states, noticeStore: notices } = store;
const sweep = async (): Promise<number> => {
  world.advance(5 * SECOND_MS);
  const before = process.cpuUsage();
  const { listed, opened, result } = await poll(
    VENDOR,
    { ...POLL_SETTINGS, spans: { ...POLL_SETTINGS.spans, timeoutMs: 10 * MINUTE_MS } },
    {
      reader,
      writer,
      states,
      notices,
      source,
      clock,
      log: silent,
      publisher: bus.publisher,
      newToken: () => 'made-up',
    },
  );
  if (result !== 'swept' || listed !== count)
    throw new Error(`${result}: ${listed} of ${count}, ${opened} new`);
  return cpuMsSince(before);
};

await sweep();
const times: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) times.push(await sweep());
console.log(`${middle(times)} ${heapBytes / 1e6}`);
