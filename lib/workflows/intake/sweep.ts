import { ENDING_READINGS, readingTimesOf, withBlindTime } from '../../domain/blindness/blindness.ts';
import { defined } from '../../domain/defined.ts';
import { type Deliverable, type DeliverableKey, deliverableId } from '../../domain/delivery/deliverable.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { NoticeRow } from '../../domain/notice/notice.ts';
import { rememberShort } from '../../domain/reading/believe-short.ts';
import { planReadings, readingKey, rememberReadings } from '../../domain/reading/plan-readings.ts';
import type { Reading } from '../../domain/reading/reading.ts';
import { createRepairs } from '../../domain/reading/repairs.ts';
import type { Failure, SourceState, Stop, VendorState } from '../../domain/reading/vendor-state.ts';
import { type Source, SOURCES } from '../../domain/sources.ts';
import { findAbsent, markContradicted, mayBeListed } from '../../domain/ticket/find-absent.ts';
import { ticketId } from '../../domain/ticket/ticket-id.ts';
import { type AttentionRow, isLongPast } from '../../domain/ticket/ticket.ts';
import type { DateWindow } from '../../domain/time/date-windows.ts';
import { inTurn } from '../../domain/time/in-turn.ts';
import { forEachSettled, logFailures, REQUESTS_AT_ONCE } from '../outbox/for-each-settled.ts';
import { publishEvents } from '../outbox/publish-events.ts';
import { readDeliverable } from '../outbox/read-deliverable.ts';
import { type CutShort, withOutageLimit } from '../outbox/with-outage-limit.ts';
import { failureOf, type SourceError } from '../ports/coupang.ts';
import { announcePast } from './announce-past.ts';
import { createCalls } from './calls.ts';
import { createLookUps } from './look-ups.ts';
import { type ListsRead, readLists } from './read-lists.ts';
import { readNames } from './read-names.ts';
import {
  addDone,
  type IntakeSettings,
  NOTHING_DONE,
  type PollPorts,
  type SourceRun,
  type SweepDone,
} from './source-run.ts';
import { storeBatch } from './store-batch.ts';

export type SweepSettings = IntakeSettings & {
  /** No call to Coupang starts later; epoch ms. */
  stopAt: number;
  startedAt: number;
  /** Identifies the key of this run: another key ends stops. */
  keyFingerprint: string;
};

export type SourceSwept = {
  source: Source;
  done: SweepDone;
  state: SourceState;
  error?: SourceError;
  /** Whether any list had an answer, even a refusal. */
  isAnswered: boolean;
};

export type SweepResult = {
  /** The vendor's rows of the index at the beginning of the run, of all sources. */
  tickets: readonly AttentionRow[];
  sources: SourceSwept[];
  /** The vendor's state after the run. */
  state: VendorState;
  addressStop: Stop | undefined;
  published: number;
};

/**
 * Reads the recent week of every source, then goes on with each source: look-ups, older windows that are due, names of products. After
 * each batch everything is stored and published, even if the sweep fails later. A failure of one kind of call stops no other kind.
 * @param state with an entry for each source
 */
export const sweep = async (
  vendor: VendorRef,
  state: VendorState,
  settings: SweepSettings,
  ports: PollPorts,
): Promise<SweepResult> => {
  const { reader, clock, clients } = ports;
  const { now } = clock;
  const { tickets, notices } = await reader.attention(vendor);
  const published = await publishEvents(await readUnpublished([...notices, ...tickets], now(), ports), ports);
  const calls = createCalls(state.stops, { ...settings, now, pollMs: settings.spans.pollMs });
  const repairs = createRepairs(state.brokenPages, now());
  const sweeps = clients.flatMap((client) => {
    const before = state.sources[client.source];
    const times = readingTimesOf(state, client.source);
    if (!before || !times) return [];
    const rows = tickets.filter(({ source }) => source === client.source);
    return [createSourceSweep({ ...settings, vendor, client, before, times, rows, calls, repairs }, ports)];
  });
  for (const source of sweeps) await source.readRecent();
  // The sources come in the order of their urgency, so that a slow list delays only later sources.
  for (const source of sweeps) await source.goOn();
  const sources: SourceSwept[] = [];
  for (const source of sweeps) sources.push(await source.end());
  const after = defined({
    ...state,
    stops: calls.stops(),
    brokenPages: repairs.remembered(),
    sources: { ...state.sources, ...Object.fromEntries(sources.map((of) => [of.source, of.state])) },
  });
  return { tickets, published, sources, state: after, addressStop: calls.addressStop() };
};

/** The work on one source. `readRecent` comes first, `end` last. */
const createSourceSweep = (run: SourceRun, ports: PollPorts) => {
  const { vendor, client, before, times, rows, zone, spans } = run;
  const { now } = ports.clock;
  const { source } = client;
  const { openLists: lists, hasArchive } = SOURCES[source];
  const { completeReadings, recentCompleteAt } = before;
  const batch = { vendor, source, zone, completeReadings };
  const makeLookUps = createLookUps(run, batch, ports);
  const plan = planReadings({
    ...run,
    now: now(),
    completeReadings,
    openTickets: rows.filter((row) => mayBeListed(row) && !isLongPast(row, now())),
    lists,
    hasArchive,
  });
  const listed = new Set<string>();
  /** A reading that failed without a row shows nothing. */
  const sights: Reading[] = [];
  const storedReadings: Reading[] = [];
  let done = NOTHING_DONE;
  let recent: ListsRead | undefined;
  let namesReadAt = before.namesReadAt;

  const publish = async (items: readonly Deliverable[], cutShort?: CutShort): Promise<void> => {
    done = addDone(done, { published: await publishEvents(items, ports) });
    if (cutShort) throw cutShort.error;
  };
  const read = async (kind: 'recent' | 'older', windows: readonly DateWindow[]): Promise<ListsRead> => {
    const result = await readLists(windows, kind, run, ports);
    const readings = markContradicted(result.readings, rows, { now: now(), zone });
    const stored = await storeBatch(readings, rows, batch, ports);
    done = addDone(done, { readings }, stored);
    storedReadings.push(...stored.storedReadings);
    sights.push(...readings.filter(({ window, status }) => !result.hidden.has(readingKey(window, status))));
    await publish(stored.unpublished, stored.cutShort);
    await noteListed(rows, new Set(stored.shown), ports);
    for (const id of stored.shown) listed.add(id);
    return { ...result, readings };
  };
  const lookUp = async (): Promise<void> => {
    const absent = findAbsent(rows, { shown: listed, readings: sights, lists, now: now(), zone });
    const { written, failed, cutShort } = await makeLookUps(absent, listed, done.written);
    done = addDone(done, { written, failed });
    await publish(written, cutShort);
  };

  return {
    readRecent: async (): Promise<void> => {
      recent = await read('recent', [plan.recent]);
    },
    goOn: async (): Promise<void> => {
      await lookUp();
      // Rotate the order, so that an unreadable window does not always block the same later windows.
      const older = inTurn(plan.older, now() - before.firstPollAt);
      if (older.length > 0) {
        await read('older', older);
        await lookUp();
      }
      if (!client.productNames) return;
      const named = await readNames(run, done.written, ports);
      namesReadAt = named.readAt;
      done = addDone(done, { written: named.written });
      await publish(named.written);
    },
    end: async (): Promise<SourceSwept> => {
      const { past, notice } = await announcePast(run, done, ports);
      if (notice) await publish([notice]);
      const complete = recent?.readings.filter((reading) => reading.complete) ?? [];
      const beganAt = Math.min(...complete.map((reading) => reading.beganAt));
      const recentAt = complete.length === lists.length ? beganAt : undefined;
      const error = recent?.error;
      const failure = recentAt === undefined ? (error ? failureOf(error) : causeOf(run, recent)) : undefined;
      return {
        source,
        done,
        ...(failure && defined({ error })),
        isAnswered: recent?.isAnswered ?? false,
        state: defined({
          ...before,
          completeReadings: rememberReadings(completeReadings, storedReadings, now()),
          shortReadings: rememberShort(before.shortReadings, done.readings, now()),
          recentCompleteAt: recentAt ?? recentCompleteAt,
          completeInARow: failure ? 0 : Math.min(ENDING_READINGS, (before.completeInARow ?? 0) + 1),
          failure,
          blindTimes: withBlindTime(times, recentAt, now(), spans.blindMs),
          namesReadAt,
          past,
        }),
      };
    },
  };
};

/** Without a failed call: what the rows show, or the stop that kept a list from being read. A known address stays. */
const causeOf = ({ client, calls, before }: SourceRun, recent: ListsRead | undefined): Failure => {
  const shown = recent?.readings.find(({ incompleteCause }) => incompleteCause)?.incompleteCause;
  const stopped = SOURCES[client.source].openLists.map((list) => calls.stop(list)?.cause).find(Boolean);
  const cause = shown ?? stopped ?? 'incomplete';
  return before.failure?.cause === cause ? before.failure : { cause };
};

/**
 * Reads the items that an earlier run wrote but did not publish. The index lags, so the base item decides. An unreadable item stays in the
 * index, and `track-sla` counts it.
 */
const readUnpublished = async (
  rows: readonly (AttentionRow | NoticeRow)[],
  now: number,
  ports: PollPorts,
): Promise<Deliverable[]> => {
  const deliverables: Deliverable[] = [];
  const cutShort = await withOutageLimit<DeliverableKey>(
    rows.filter((row) => row.publishedVersion < row.version && row.attentionAt <= now),
    async (row) => {
      const deliverable = await readDeliverable(row, ports);
      if (deliverable) deliverables.push(deliverable);
    },
    (key, { message, code }) => ports.log.error(message, { deliverable: deliverableId(key), code }),
    REQUESTS_AT_ONCE,
  );
  if (cutShort) throw cutShort.error;
  return deliverables;
};

const noteListed = async (
  rows: readonly AttentionRow[],
  shown: ReadonlySet<string>,
  { writer, clock, log }: PollPorts,
): Promise<void> => {
  const again = rows.filter(
    (row) => row.closedAt === undefined && row.lookUpAt !== undefined && shown.has(ticketId(row)),
  );
  const failures = await forEachSettled(again, (row) => writer.noteListed(row, clock.now()));
  logFailures(failures, log, { notes: 'absence' });
};
