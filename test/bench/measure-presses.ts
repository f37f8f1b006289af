import * as z from 'zod/mini';
import { type AnyFunctionName, MEMORY_MB } from '../../infra/function-names.ts';
import { ACT_REQUESTED, EVENT_SOURCE, SECONDS } from '../../lib/config/names.ts';
import { requestMark } from '../../lib/domain/act/reply-content.ts';
import { ticketId } from '../../lib/domain/ticket/ticket-id.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';
import { createTicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import { makeContext } from '../../local/aws/make-context.ts';
import { signRequest } from '../unit/slack/requests/sign-request.ts';
import { catchOutput } from './catch-output.ts';
import { NETWORK_MS, WHOLE_CPU_MB } from './count-day.ts';
import { createUnitCounter } from './count-units.ts';
import { cpuMsSince } from './cpu-ms.ts';
import { createDayClock } from './day-clock.ts';
import type { Budgeted } from './measure-delivery.ts';
import { middle } from './middle.ts';
import { METERED } from './metered-prices.ts';
import { BYTES_A_LOG_LINE, LOG_MONTHS, MB_A_GB } from './price-month.ts';
import { BOT } from '../../local/slack/render-message.ts';
import { PERSON, SIGNING_SECRET, startDaySystem } from './start-day-system.ts';

/** The usage of one claim or reply, and its list price, USD. */
export type PressCost = {
  what: 'a claim' | 'a reply';
  runs: number;
  seconds: number;
  read: number;
  write: number;
  usd: number;
};

const TIMES = 10;
const TEXT = '고객님, 교환 상품은 내일 발송되며 도착까지 이틀 걸립니다.';
/** The time limit of a run. No run comes near it. */
const TIMEOUT_MS = SECONDS.notifyTimeout * 1000;
/** Longer than a signing secret is cached, since few people press more often. */
const BETWEEN_MS = 6 * MINUTE_MS;

const entries = z.object({ Entries: z.array(z.object({ DetailType: z.string(), Detail: z.string() })) });
const answer = z.object({ body: z.string() });
const preview = z.object({ view: z.object({ private_metadata: z.string() }) });

/**
 * Measures the usage of a claim and of a reply, from the press to the edited card. The functions run as deployed over
 * servers on the loopback address. Returns the mean of ten.
 */
export const measurePresses = async (): Promise<{
  costs: PressCost[];
  /** For the function behind Slack's URL. */
  exact: Budgeted;
  cpuRow: [figure: string, what: string];
}> => {
  const clock = createDayClock(Date.parse('2026-11-24T10:00:00+09:00'));
  const units = createUnitCounter();
  const used = { ...NOTHING };
  const actDetails: string[] = [];
  /**
   * Counts for the functions behind Slack's URL, for one press: CPU time with the servers', and requests to the table.
   */
  const door = { isOpen: false, requests: 0, cpuMs: [] as number[], of: [] as number[] };
  const system = await startDaySystem(
    clock,
    (service, exchange) => {
      if (service === 'dynamodb') units.count(exchange, 'any');
      if (service === 'dynamodb' && door.isOpen) door.requests += 1;
      if (service === 'coupang' || service === 'slack') clock.jump(NETWORK_MS);
      if (service === 'secrets') used.secretReads += 1;
      if (service !== 'delivery' || exchange.operation !== 'PutEvents') return;
      const { Entries: put } = entries.parse(JSON.parse(exchange.requestBody));
      used.events += put.length;
      actDetails.push(
        ...put.filter(({ DetailType }) => DetailType === ACT_REQUESTED).map(({ Detail }) => Detail),
      );
    },
    { acting: 'on' },
  );
  const { simulator, handlers, vendor, client, tableName } = system;
  const { reader } = createTicketStore({ client, tableName, newToken: () => 'unused' });

  const run = async (name: AnyFunctionName, event: unknown): Promise<unknown> => {
    const context = makeContext(name, TIMEOUT_MS, clock.now);
    const began = { at: clock.now(), cpu: process.cpuUsage() };
    Object.assign(door, { isOpen: name === 'slack-actions', requests: 0 });
    const { result, lines } = await catchOutput(() => handlers[name](event, context));
    const cpuMs = cpuMsSince(began.cpu);
    if (door.isOpen) {
      door.cpuMs.push(cpuMs);
      door.of.push(door.requests);
      door.isOpen = false;
    }
    const ms = clock.now() - began.at + cpuMs * (WHOLE_CPU_MB / MEMORY_MB[name] - 1);
    used.runs += 1;
    used.seconds += ms / 1000;
    used.gbSeconds += ((ms / 1000) * MEMORY_MB[name]) / MB_A_GB;
    used.logBytes += lines.reduce((sum, line) => sum + Buffer.byteLength(line) + BYTES_A_LOG_LINE, 0);
    return result;
  };
  const drain = async (): Promise<void> => {
    for (const text of actDetails.splice(0)) {
      const detail: unknown = JSON.parse(text);
      await run('act', { source: EVENT_SOURCE, 'detail-type': ACT_REQUESTED, detail });
    }
    for (let event = system.wakeUps.shift(); event !== undefined; event = system.wakeUps.shift())
      await run('notify', event);
  };
  const interact = (payload: object): Promise<unknown> =>
    run(
      'slack-actions',
      signRequest(
        new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
        clock.now(),
        SIGNING_SECRET,
      ),
    );
  const newTicket = async (): Promise<Ticket> => {
    const { inquiryId } = await simulator.handOver({ kind: 'reply' });
    await run('poll', vendor);
    await drain();
    const [ticket] = await reader.ticketsOf({ ...vendor, source: 'call-center', inquiryId });
    if (ticket?.delivery.ts === undefined) throw new Error('The card did not come.');
    // Coupang takes no reply to a hand-over with a form's link.
    return ticket.facts.formLink === undefined ? ticket : newTicket();
  };
  const user = { id: PERSON, name: 'kim', team_id: BOT.teamId };
  const claim = async ({ key, delivery }: Ticket): Promise<void> => {
    const action = { action_id: 'claim', value: ticketId(key), action_ts: '1.2' };
    const container = { type: 'message', message_ts: delivery.ts, channel_id: delivery.channel };
    await interact({ type: 'block_actions', user, trigger_id: '1.2', container, actions: [action] });
    await drain();
  };
  const submit = async (hidden: string, id: string): Promise<unknown> => {
    const blocks = [{ type: 'input', block_id: 'any' }];
    const state = { values: { any: { text: { value: TEXT } } } };
    const view = { id, hash: '1.a', callback_id: 'reply', private_metadata: hidden, blocks, state };
    const { body } = answer.parse(await interact({ type: 'view_submission', user, view }));
    return body === '' ? undefined : JSON.parse(body);
  };
  const reply = async (ticket: Ticket): Promise<void> => {
    const { key, delivery } = ticket;
    const hidden = { ticket: ticketId(key), mark: requestMark(ticket), channel: delivery.channel };
    const id = `V${key.inquiryId}`;
    const shown = preview.parse(await submit(JSON.stringify(hidden), id));
    await submit(shown.view.private_metadata, id);
    await drain();
    const after = await reader.ticket(key);
    if (after?.facts.outcome !== 'answered') throw new Error('The reply did not arrive.');
  };
  const measure = async (
    what: PressCost['what'],
    work: (ticket: Ticket) => Promise<void>,
  ): Promise<PressCost> => {
    await work(await newTicket());
    const sum: Used = { ...NOTHING, read: 0, write: 0 };
    for (let time = 0; time < TIMES; time += 1) {
      const ticket = await newTicket();
      clock.jump(BETWEEN_MS);
      Object.assign(used, NOTHING);
      units.reset();
      await work(ticket);
      const { read, write } = [...units.totals().values()].reduce((total, other) => ({
        requests: 0,
        read: total.read + other.read,
        write: total.write + other.write,
      }));
      for (const name of ['runs', 'seconds', 'gbSeconds', 'logBytes', 'secretReads', 'events'] as const)
        sum[name] += used[name] / TIMES;
      sum.read += read / TIMES;
      sum.write += write / TIMES;
    }
    const { runs, seconds, read, write } = sum;
    return { what, runs, seconds, read, write, usd: priceOf(sum) };
  };

  try {
    const claims = await measure('a claim', claim);
    const exact = {
      what: 'DynamoDB requests of a press that claims, behind Slack’s URL',
      figure: Math.max(...door.of),
      budget: 5,
    };
    const cpuRow: [string, string] = [
      middle(door.cpuMs).toFixed(0),
      'ms of CPU from its signed request to the answer, with the servers on the loopback address (goal: 50)',
    ];
    return { costs: [claims, await measure('a reply', reply)], exact, cpuRow };
  } finally {
    await system.stop();
  }
};

type Used = typeof NOTHING & { read: number; write: number };
const NOTHING = { runs: 0, seconds: 0, gbSeconds: 0, logBytes: 0, secretReads: 0, events: 0 };

const priceOf = (sum: Used): number =>
  sum.runs * METERED.lambdaRequest +
  sum.gbSeconds * METERED.lambdaGbSecond +
  (sum.logBytes / 1_000_000_000) * (METERED.logGb + LOG_MONTHS * METERED.logGbMonth) +
  sum.read * METERED.dynamodbReadUnit +
  sum.write * METERED.dynamodbWriteUnit +
  sum.events * METERED.eventBridgeEvent +
  sum.secretReads * METERED.secretsManagerCall;
