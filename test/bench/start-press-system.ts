import * as z from 'zod/mini';
import { type AnyFunctionName, MEMORY_MB } from '../../infra/function-names.ts';
import { SECONDS } from '../../lib/config/names.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import { createTicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import { functionUrl } from '../../local/aws/function-url.ts';
import { makeContext } from '../../local/aws/make-context.ts';
import { listen } from '../../local/common/listen.ts';
import { type Block, withBlockIds } from 'fake-slack';
import { catchOutput } from './catch-output.ts';
import { NETWORK_MS, WHOLE_CPU_MB } from './count-day.ts';
import { createUnitCounter } from './count-units.ts';
import { threadCpu, threadCpuMsSince } from './cpu-ms.ts';
import { createDayClock } from './day-clock.ts';
import { METERED } from './metered-prices.ts';
import { BYTES_A_LOG_LINE, LOG_MONTHS, MB_A_GB } from './price-month.ts';
import { PERSON, type Service, startDaySystem } from './start-day-system.ts';
import type { AnswerInstead, Exchange } from './start-forwarder.ts';

/** The usage of a press, and its list price, USD. */
export type PressCost = {
  what: string;
  runs: number;
  seconds: number;
  read: number;
  write: number;
  usd: number;
};

/** A run of a function, with its requests to the table. */
export type Run = { name: AnyFunctionName; requests: string[] };

export type PressSystem = Awaited<ReturnType<typeof startPressSystem>>;

const TIMES = 10;
/** The time limit of a run. No run comes near it. */
const TIMEOUT_MS = SECONDS.notifyTimeout * 1000;
/** Longer than a signing secret is cached, since few people press more often. */
const BETWEEN_MS = 6 * MINUTE_MS;

const entries = z.object({ Entries: z.array(z.unknown()) });

type Watched = {
  /** Receives what the functions send and get. */
  onExchange?: (service: Service, exchange: Exchange) => void;
  /** Receives what a run logs and returns. */
  onRun?: (run: { lines: readonly string[]; result: unknown }) => void;
  /** Receives what a run throws. */
  onThrow?: (error: unknown) => void;
  /** Answers calls to Coupang instead of the simulator. */
  coupang?: AnswerInstead;
};

/** The functions over servers on the loopback address, with a person who presses in Slack. */
export const startPressSystem = async ({ onExchange, onRun, onThrow, coupang }: Watched = {}) => {
  const clock = createDayClock(Date.parse('2026-11-24T10:00:00+09:00'));
  const units = createUnitCounter();
  const used = { ...NOTHING };
  const runs: Run[] = [];
  let requests: string[] = [];
  const note = (service: Service, exchange: Exchange): void => {
    onExchange?.(service, exchange);
    if (service === 'dynamodb') {
      units.count(exchange, 'any');
      requests.push(exchange.operation);
    }
    if (service === 'coupang' || service === 'slack') clock.jump(NETWORK_MS);
    if (service === 'secrets') used.secretReads += 1;
    if (service === 'delivery' && exchange.operation === 'PutEvents')
      used.events += entries.parse(JSON.parse(exchange.requestBody)).Entries.length;
  };
  const system = await startDaySystem(clock, note, { acting: 'on', coupang });
  const { simulator, handlers, slack, vendor, client, tableName } = system;
  const store = createTicketStore({ client, tableName });

  const run = async (name: keyof typeof handlers, event: unknown): Promise<unknown> => {
    const context = makeContext(name, TIMEOUT_MS, clock.now);
    const began = { at: clock.now(), cpu: threadCpu() };
    requests = [];
    const { result, lines } = await catchOutput(() => handlers[name](event, context)).catch(
      (error: unknown) => {
        onThrow?.(error);
        throw error;
      },
    );
    const cpuMs = threadCpuMsSince(began.cpu);
    onRun?.({ lines, result });
    runs.push({ name, requests });
    const ms = clock.now() - began.at + cpuMs * (WHOLE_CPU_MB / MEMORY_MB[name] - 1);
    used.runs += 1;
    used.seconds += ms / 1000;
    used.gbSeconds += ((ms / 1000) * MEMORY_MB[name]) / MB_A_GB;
    used.logBytes += lines.reduce((sum, line) => sum + Buffer.byteLength(line) + BYTES_A_LOG_LINE, 0);
    return result;
  };
  /** Runs `act` and `notify` for each event. */
  const drain = async (): Promise<void> => {
    for (let event = system.acts.shift(); event !== undefined; event = system.acts.shift())
      await run('act', event);
    for (let event = system.wakeUps.shift(); event !== undefined; event = system.wakeUps.shift())
      await run('notify', event);
  };
  const app = await listen(
    functionUrl((event) => run('slack-actions', event), {
      name: 'slack-actions',
      timeoutMs: TIMEOUT_MS,
      now: clock.now,
      elapsed: clock.now,
      onError: (error) => {
        throw error;
      },
    }),
  );
  await slack.connectApp(app.url);

  const newTicket = async (): Promise<Ticket> => {
    const { inquiryId } = await simulator.handOver({ kind: 'reply' });
    await run('poll', vendor);
    await drain();
    const [ticket] = await store.reader.ticketsOf({ ...vendor, source: 'call-center', inquiryId });
    if (ticket?.delivery.ts === undefined) throw new Error('The card did not come.');
    const { formLink, orderId } = ticket.facts;
    // Coupang takes no reply to a hand-over with a form's link.
    return formLink === undefined && orderId !== undefined ? ticket : newTicket();
  };
  /** Presses a button on the ticket's card, and lets the functions finish. */
  const press = async ({ delivery }: Ticket, actionId: string): Promise<void> => {
    const { channel = '', ts = '' } = delivery;
    const { blockId } = placesIn(slack.channels.find(channel, ts)?.blocks ?? [], actionId);
    const { is } = await slack.interactions.press(PERSON, { channel, ts }, { blockId, actionId });
    if (is !== 'done') throw new Error(`The press on ${actionId} is ${is}.`);
    await drain();
  };
  /** Presses a button, or chooses from a menu, in the view that the person sees, after typing a text into it. */
  const pressInView = async (actionId: string, typed = '', choice?: string): Promise<void> => {
    const view = slack.interactions.modal(PERSON);
    const { blockId, filled } = placesIn(view?.sent.blocks ?? [], actionId, typed);
    const { is } = await slack.interactions.pressInView(
      PERSON,
      view?.id ?? '',
      { blockId, actionId, ...(choice !== undefined && { choice }) },
      filled,
    );
    if (is !== 'done') throw new Error(`The press on ${actionId} in the view is ${is}.`);
    await drain();
  };
  /** `errors`: the form stays open with its refusal. */
  const submit = async (typed: string): Promise<'done' | 'errors'> => {
    const view = slack.interactions.modal(PERSON);
    const { filled } = placesIn(view?.sent.blocks ?? [], '', typed);
    const { is } = await slack.interactions.submit(PERSON, view?.id ?? '', filled);
    if (is === 'gone' || is === 'unanswered') throw new Error(`The submission of the view is ${is}.`);
    await drain();
    return is;
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
    const { runs: count, seconds, read, write } = sum;
    return { what, runs: count, seconds, read, write, usd: priceOf(sum) };
  };

  return {
    clock,
    /** All runs so far. */
    runs,
    run,
    drain,
    newTicket,
    press,
    pressInView,
    submit,
    /** Measures what `work` uses with a new ticket. Returns the mean of ten. */
    measure,
    client,
    tableName,
    store,
    slack,
    stop: async (): Promise<void> => {
      await app.close();
      await system.stop();
    },
  };
};

/** The block of a button, and the text typed into each input. */
const placesIn = (blocks: readonly Block[], actionId: string, typed = '') => {
  const named = withBlockIds([...blocks]);
  const holder = named.find((block) => JSON.stringify(block).includes(`"action_id":"${actionId}"`));
  const inputs = named.filter(({ type }) => type === 'input');
  return {
    blockId: holder?.block_id ?? '',
    filled: inputs.map(({ block_id: blockId }) => ({ blockId, actionId: 'text', value: typed })),
  };
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
