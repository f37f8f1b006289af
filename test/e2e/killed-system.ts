import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod/mini';
import { createRandom } from 'fake-coupang';
import { TERMINAL_TEXTS } from '../../local/page/texts.ts';
import { rankOf } from '../../lib/domain/delivery/urgency.ts';
import { createTicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import { createHandlers } from '../../local/run/create-handlers.ts';
import { createFileLog } from '../../local/run/file-log.ts';
import type { HandlerEnv, Handlers } from '../../local/common/handlers.ts';
import type { LaptopClock } from '../../local/common/laptop-clock.ts';
import { readSettings } from '../../local/run/read-settings.ts';
import { startSystem, type System } from '../../local/run/start-system.ts';
import { actAtRandom } from './act-at-random.ts';
import { handOvers, questionId } from './hand-overs.ts';
import { buildDynamoDbClient } from './build-dynamodb-client.ts';
import { LEDGER, runPlan, VENDORS, withVendors } from './kill-plan.ts';

/** The whole local system in its own process, to be killed: `node killed-system.ts <plan as JSON>`. */

const plan = z.parse(runPlan, JSON.parse(process.argv[2] ?? ''));
const realNow = Date.now;
Date.now = () => realNow() + plan.aheadMs;

/** Successful sweeps, by vendor. */
const swept = new Map<string, number>(VENDORS.map(({ vendorId }) => [vendorId, 0]));
let system: System | undefined;

const asking = (vendorId: string): Set<string> =>
  new Set([
    ...(system?.simulator?.inquiries() ?? [])
      .filter((inquiry) => inquiry.vendorId === vendorId)
      .flatMap(handOvers)
      .filter(({ isShown }) => isShown)
      .map(({ id }) => id),
    ...(system?.simulator?.product.questions() ?? [])
      .filter((question) => question.vendorId === vendorId && question.list === 'NOANSWER')
      .map(questionId),
  ]);

const pollEvent = z.object({ vendorId: z.string() });
const pollSummary = z.looseObject({ result: z.string() });

/** Notes the hand-overs and questions that Coupang showed to a successful poll: each must become a ticket. */
const noteShown =
  (poll: Handlers['poll']): Handlers['poll'] =>
  async (event, context) => {
    const { vendorId } = z.parse(pollEvent, event);
    const before = asking(vendorId);
    const summary = await poll(event, context);
    if (z.parse(pollSummary, summary).result !== 'swept') return summary;
    const after = asking(vendorId);
    const shown = [...before].filter((id) => after.has(id));
    appendFileSync(join(plan.dataDir, LEDGER), shown.map((id) => `${id}\n`).join(''));
    swept.set(vendorId, (swept.get(vendorId) ?? 0) + 1);
    return summary;
  };

const start = async (): Promise<System> => {
  const read = await readSettings({ DATA_DIR: plan.dataDir, PORT: '0', POLL_SECONDS: '0.3' });
  const settings = withVendors(read);
  const log = createFileLog(join(plan.dataDir, 'notifier.log'));
  const print = (): void => undefined;
  const handlers = (env: HandlerEnv, clock: LaptopClock): Handlers => {
    const made = createHandlers(log, print, TERMINAL_TEXTS.en)(env, clock);
    return { ...made, poll: noteShown(made.poll) };
  };
  return startSystem(
    {
      ...settings,
      // Only we use the simulator, so the first sweep may be fast. Kills may keep polls from finishing for long. That
      // must not count as blind time, in which a hand-over may need no card (R17).
      config: {
        ...settings.config,
        settings: { ...settings.config.settings, callsPerSecond: 5, blindMinutes: 24 * 60 },
      },
      simulator: { seed: plan.seed, arrivals: false, callsPerSecond: Infinity },
    },
    { handlers, log, print },
  );
};

const untilSwept = async (times: number): Promise<void> => {
  while ([...swept.values()].some((count) => count < times)) await sleep(50);
};

/**
 * Waits until no attempt, event or message is pending, and two more sweeps of each vendor change nothing. The second adds
 * links to the last card. If the time ends earlier, the test reports what is pending.
 */
const untilAtRest = async ({ env, simulator }: System): Promise<void> => {
  const end = realNow() + plan.restWithinMs;
  const client = buildDynamoDbClient(env);
  const { reader } = createTicketStore({ client, tableName: 'tickets', newToken: () => 'unused' });
  /** The sum of all tickets' versions if nothing is pending, and no ticket waits for a look-up to know its outcome. */
  const restingAt = async (): Promise<number | undefined> => {
    let versions = 0;
    const inquiries = [
      ...(simulator?.inquiries() ?? []).map((inquiry) => ({ ...inquiry, source: 'call-center' as const })),
      ...(simulator?.product.questions() ?? []).map((asked) => ({ ...asked, source: 'product' as const })),
    ];
    for (const { market, vendorId, source, inquiryId } of inquiries) {
      const tickets = await reader.ticketsOf({ market, vendorId, source, inquiryId });
      const isPending = tickets.some(
        (ticket) =>
          ticket.outbox.publishedVersion < ticket.outbox.version ||
          rankOf(ticket) !== undefined ||
          ticket.facts.state === 'unverified',
      );
      if (isPending) return undefined;
      versions += tickets.reduce((sum, { outbox: { version } }) => sum + version, 0);
    }
    return versions;
  };
  while (realNow() < end) {
    const versions = await restingAt();
    if (versions !== undefined) {
      await untilSwept(Math.max(...swept.values()) + 2);
      if ((await restingAt()) === versions) break;
    }
    await sleep(200);
  }
  client.destroy();
};

const dieAfter = (writes: number, { slack }: System): void => {
  let left = writes;
  slack?.channels.onChange(() => {
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  });
};

system = await start();
if (plan.diesAfterWrites !== undefined) dieAfter(plan.diesAfterWrites, system);
console.log('ready');
const { simulator } = system;
if (simulator === undefined) throw new Error('the local system has a simulator of its own');
switch (plan.until) {
  case 'sweep':
    await untilSwept(1);
    break;
  case 'act': {
    const random = createRandom(plan.seed);
    for (;;) {
      await actAtRandom(simulator, random, { mostInquiries: plan.mostInquiries, realNow });
      await sleep(random.between(50, 450));
    }
  }
  case 'rest':
    await untilSwept(3);
    await untilAtRest(system);
    break;
}
await system.stop();
console.log('stopped');
process.exit(0);
