import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { ORDER_REQUESTED, SHARING_DUE, WAKE_UP } from '../config/names.ts';
import type { Config } from '../config/schema.ts';
import type { DeliverableKey } from '../domain/delivery/deliverable.ts';
import {
  type EventPublisher,
  EVENTS_A_REQUEST,
  MOST_WOKEN_FOR,
  type OrderRequester,
} from '../workflows/ports/events.ts';
import { type Log, trace } from '../workflows/ports/log.ts';
import { EventContractError } from './event-schema.ts';
import {
  type Entry,
  toEntry,
  toOrderEntry,
  toShareEntry,
  toWakeUpEntry,
  type WakeUp,
} from './event-contract.ts';

const TRIES = 3;
const FIRST_WAIT_MS = 100;
/** After a time-out the bus is not called for this long, so that a run keeps time for other work. */
const PAUSE_MS = 30_000;

type Options = {
  client: Pick<EventBridgeClient, 'send'>;
  busName: string;
  /** The names and ladders that events show. */
  vendors: Config['vendors'];
  log: Log;
  sleep?: (ms: number) => Promise<unknown>;
  random?: () => number;
  elapsed?: () => number;
  /** Epoch ms. */
  now?: () => number;
};

/**
 * Publishes events and wake-ups, and returns and logs which were accepted (R2). Never throws: a failed event stays in its outbox, and the
 * index still shows the work of a lost wake-up.
 */
export const createEventPublisher = (options: Options): EventPublisher & OrderRequester => {
  const { now = Date.now } = options;
  const put = createPut(options);
  return {
    publish: async (events) => {
      const sent = events.map(() => false);
      const publication = { vendors: options.vendors, now: now() };
      const pending = events.flatMap((event, index) => {
        const entry = written(event.type, () => toEntry(event, publication), options.log);
        return entry ? [{ index, entry }] : [];
      });
      for (let from = 0; from < pending.length; from += EVENTS_A_REQUEST) {
        const chunk = pending.slice(from, from + EVENTS_A_REQUEST);
        for (const index of await publishChunk(chunk, put, options)) sent[index] = true;
      }
      for (const [index, { deliverable, version, type }] of events.entries())
        trace(options.log, deliverable, {
          did: sent[index] ? 'published' : 'not-published',
          version,
          event: type,
        });
      return sent;
    },
    wake: async (vendor, deliverables, also) => {
      const entry = wakeUpOf(
        { vendor, ...(also && { [also]: true }) },
        deliverables.slice(0, MOST_WOKEN_FOR),
        options.log,
      );
      return entry !== undefined && (await publishChunk([{ index: 0, entry }], put, options)).length > 0;
    },
    askToShare: async (vendor) => {
      const entry = written(SHARING_DUE, () => toShareEntry(vendor), options.log);
      return entry !== undefined && (await publishChunk([{ index: 0, entry }], put, options)).length > 0;
    },
    requestOrder: async (request) => {
      const entry = written(ORDER_REQUESTED, () => toOrderEntry(request), options.log);
      return (
        entry !== undefined &&
        (await publishChunk([{ index: 0, entry }], put, options, 'the person can press again')).length > 0
      );
    },
  };
};

type Pending = { index: number; entry: Entry };

/** If a key cannot be written, the wake-up goes out without keys: the drain reads the index anyway. */
const wakeUpOf = (
  wakeUp: Omit<WakeUp, 'deliverables'>,
  deliverables: readonly DeliverableKey[],
  log: Log,
): Entry | undefined =>
  written(WAKE_UP, () => toWakeUpEntry({ ...wakeUp, deliverables: [...deliverables] }), log) ??
  written(WAKE_UP, () => toWakeUpEntry({ ...wakeUp, deliverables: [] }), log);

const written = (type: Entry['DetailType'], write: () => Entry, log: Log): Entry | undefined => {
  try {
    return write();
  } catch (error) {
    if (!(error instanceof EventContractError)) throw error;
    log.error('event: cannot be written', { code: error.code, problem: error.message, type });
    return undefined;
  }
};

const publishChunk = async (
  chunk: Pending[],
  put: Put,
  { log, sleep = wait, random = Math.random }: Options,
  repeatedBy = 'the next run publishes them',
): Promise<number[]> => {
  const sent: number[] = [];
  let left = chunk;
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    if (attempt > 1) await sleep(FIRST_WAIT_MS * 2 ** (attempt - 2) * (0.5 + random() / 2));
    const { refused, codes, isFinal } = await put(left);
    sent.push(...left.filter((item) => !refused.includes(item)).map(({ index }) => index));
    if (refused.length === 0) return sent;
    left = refused;
    const fields = { attempt, failed: refused.length, codes };
    if (isFinal || attempt === TRIES) {
      log.error(`event: entries failed for now, ${repeatedBy}`, fields);
      return sent;
    }
    log.warn('event: entries failed, trying them again', fields);
  }
  return sent;
};

/** `isFinal`: a retry in this run would also fail. */
type Put = (pending: Pending[]) => Promise<{ refused: Pending[]; codes: string[]; isFinal?: true }>;

/** An entry is accepted only if its own line of the answer has an id and no error. */
const createPut = ({ client, busName, elapsed = () => performance.now() }: Options): Put => {
  let pausedUntil = Number.NEGATIVE_INFINITY;
  return async (pending) => {
    if (elapsed() < pausedUntil) return { refused: pending, codes: ['NotCalled'], isFinal: true };
    try {
      const command = new PutEventsCommand({
        Entries: pending.map(({ entry }) => ({ ...entry, EventBusName: busName })),
      });
      const { Entries: answers = [] } = await client.send(command);
      const refused = pending.filter((_, at) => !answers[at]?.EventId || answers[at].ErrorCode);
      const codes = pending.flatMap((item, at) =>
        refused.includes(item) ? [answers[at]?.ErrorCode ?? 'NoAnswer'] : [],
      );
      return { refused, codes: [...new Set(codes)] };
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      if (name !== 'TimeoutError') return { refused: pending, codes: [name] };
      pausedUntil = elapsed() + PAUSE_MS;
      return { refused: pending, codes: [name], isFinal: true };
    }
  };
};

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
