import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { HOUR_MS, MINUTE_MS } from '../../lib/domain/time/durations.ts';
import { makeContext } from '../../local/aws/make-context.ts';
import type { Handler } from '../../local/common/handlers.ts';
import { createDayClock } from '../bench/day-clock.ts';
import { questionsOfDay, scriptOfDay } from '../bench/day-script.ts';
import { startDaySystem } from '../bench/start-day-system.ts';
import { createRandom } from '../simulation/random.ts';
import { keepLog } from '../unit/slack/keep-log.ts';
import { ADDED, makeLaterTree } from './make-later-tree.ts';

// Two releases on one store: for a week each run of a function is of the present tree or of a later one, as while a deployment replaces the
// functions. Then a day of the present tree alone, as after a roll-back, and a day of the later one. Prints one line, and ends with exit
// code 1 if a function failed, a card is missing or doubled, or a value of the later release was lost.

const NAMES = ['poll', 'notify', 'track-sla', 'report'] as const;
type Name = (typeof NAMES)[number];
type Tree = 'present' | 'later';

/** Tuesday, midnight in Korea. */
const BEGIN = Date.parse('2026-11-24T00:00:00+09:00');
const DAY_MS = 24 * HOUR_MS;
const STEP_MS = 10 * MINUTE_MS;
const WEEK = 7;
const DAYS: (Tree | 'both')[] = [...Array.from({ length: WEEK }, () => 'both' as const), 'present', 'later'];
const LIMIT_MS = 120_000;
const SEED = 1;

const text = z.optional(z.string());
const itemJson = z.looseObject({
  pk: z.string(),
  sk: z.string(),
  state: z.optional(z.unknown()),
  ts: text,
  facts: z.optional(z.looseObject({ about: text })),
});
type Item = z.infer<typeof itemJson>;
const posted = z.looseObject({ key: text, name: text });

/** The values of the later release in the store, each as a line that names its item. */
const addedIn = (items: readonly Item[]): string[] =>
  items.flatMap(({ pk, sk, ...item }) => [
    ...(item[ADDED.field] === undefined ? [] : [`${pk} ${sk} ${ADDED.field}`]),
    ...(item.facts?.about === ADDED.notice ? [`${pk} ${sk} ${ADDED.notice}`] : []),
    ...(item['outcome'] === ADDED.outcome ? [`${pk} ${sk} ${ADDED.outcome}`] : []),
  ]);

type Create = (env: object, options: object) => Handler;
const createOf = (module: unknown): Create =>
  z.object({ createHandler: z.custom<Create>((value) => typeof value === 'function') }).parse(module)
    .createHandler;

const run = async (): Promise<string> => {
  const dir = mkdtempSync(join(tmpdir(), 'notifier-later-'));
  makeLaterTree(dir);
  const clock = createDayClock(BEGIN);
  const log = keepLog();
  const system = await startDaySystem(clock, () => undefined, { sources: ['call-center', 'product'] });
  const random = createRandom(SEED);
  const sleep = async (ms: number): Promise<void> => clock.jump(ms);
  const load = async (root: string): Promise<Record<Name, Handler>> => {
    const create = async (name: Name): Promise<Handler> => {
      const file = pathToFileURL(join(root, 'functions', name, 'create-handler.ts')).href;
      return createOf(await import(file))(system.env, { clock, sleep, log });
    };
    return {
      poll: await create('poll'),
      notify: await create('notify'),
      'track-sla': await create('track-sla'),
      report: await create('report'),
    };
  };
  const trees: Record<Tree, Record<Name, Handler>> = {
    present: await load(process.cwd()),
    later: await load(dir),
  };
  const faults: string[] = [];
  const documents = DynamoDBDocumentClient.from(system.client);
  const readItems = async (): Promise<Item[]> => {
    const items: Item[] = [];
    for await (const { Items = [] } of paginateScan({ client: documents }, { TableName: system.tableName }))
      items.push(...Items.map((item) => itemJson.parse(item)));
    return items;
  };
  const runs = { present: 0, later: 0 };
  const happenings = DAYS.flatMap((_, day) => [
    ...scriptOfDay(BEGIN + day * DAY_MS),
    ...questionsOfDay(BEGIN + day * DAY_MS),
  ]).sort((a, b) => a.at - b.at);

  try {
    let kept: string[] = [];
    for (const [day, which] of DAYS.entries()) {
      if (which === 'present') kept = addedIn(await readItems());
      const invoke = async (name: Name, event: unknown): Promise<void> => {
        const tree: Tree = which === 'both' ? random.pick(['present', 'later']) : which;
        runs[tree] += 1;
        await trees[tree][name](event, makeContext(name, LIMIT_MS, clock.now));
      };
      const drain = async (): Promise<void> => {
        for (let event = system.wakeUps.shift(); event !== undefined; event = system.wakeUps.shift())
          await invoke('notify', event);
      };
      for (let at = BEGIN + day * DAY_MS; at < BEGIN + (day + 1) * DAY_MS; at += STEP_MS) {
        clock.goTo(at);
        while ((happenings[0]?.at ?? Infinity) <= clock.now()) await happenings.shift()?.do(system.simulator);
        await invoke('poll', system.vendor);
        await drain();
        await invoke('track-sla', {});
        await invoke('report', {});
        await drain();
      }
      if (which !== 'present') continue;
      const still = new Set(addedIn(await readItems()));
      faults.push(
        ...kept.filter((value) => !still.has(value)).map((value) => `lost by the roll-back: ${value}`),
      );
    }
    const items = await readItems();
    const channels = new Set(
      system.config.vendors.flatMap(({ channel, fallbackChannel }) => [channel, fallbackChannel]),
    );
    const messages = [...channels].flatMap((channel) =>
      channel === undefined ? [] : system.slack.channels.messages(channel),
    );
    const cards = messages.flatMap(({ metadata }) => {
      const { key, name } = posted.parse(metadata?.event_payload ?? {});
      return name === 'card' && key !== undefined ? [key] : [];
    });
    const ended = [
      ...system.simulator.inquiries().filter(({ list }) => list === 'ANSWER'),
      ...system.simulator.product.questions().filter(({ list }) => list !== 'NOANSWER'),
    ].map(({ inquiryId }) => inquiryId);
    const all = [...system.simulator.inquiries(), ...system.simulator.product.questions()];
    const open = items.filter(({ state }) => state === 'open').map(({ pk }) => pk.split('#').at(-1) ?? '');
    faults.push(
      ...log.lines.filter((line) => !line.startsWith('info ')),
      ...cards.filter((key, index) => cards.indexOf(key) < index).map((key) => `a second card of ${key}`),
      ...all
        .filter(({ inquiryId }) => !cards.some((key) => key.split('/').includes(inquiryId)))
        .map(({ inquiryId }) => `no card of ${inquiryId}`),
      ...open
        .filter((inquiryId) => ended.includes(inquiryId))
        .map((inquiryId) => `${inquiryId} ended, and its ticket is open`),
      ...items
        .filter(({ facts, ts }) => facts?.about === ADDED.notice && ts === undefined)
        .map(({ sk }) => `the notice ${sk} was not shown`),
      ...Object.values(ADDED)
        .filter((value) => !addedIn(items).some((line) => line.endsWith(value)))
        .map((value) => `nothing has ${value}: the days are too quiet`),
    );
    if (faults.length > 0) throw new Error(faults.join('\n'));
    return (
      `two releases on one store: ${runs.present} and ${runs.later} runs over ${DAYS.length} days, ${cards.length} cards, ` +
      `${kept.length} values of the later release kept by a roll-back`
    );
  } finally {
    await system.stop();
    rmSync(dir, { recursive: true, force: true });
  }
};

console.log(await run());
