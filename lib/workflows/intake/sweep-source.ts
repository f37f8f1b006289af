import { ENDING_READINGS, rememberBlindTimes } from '../../domain/blindness/blindness.ts';
import { defined } from '../../domain/defined.ts';
import type { Deliverable } from '../../domain/delivery/deliverable.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { believeShort, rememberShort } from '../../domain/reading/believe-short.ts';
import {
  coversDate,
  planReadings,
  readingKey,
  rememberReadings,
} from '../../domain/reading/plan-readings.ts';
import type { Reading } from '../../domain/reading/reading.ts';
import { createRepairs } from '../../domain/reading/repairs.ts';
import type { Failure, SourceState, VendorState } from '../../domain/reading/vendor-state.ts';
import { POLLED_RULES } from '../../domain/registry/polled-rules.ts';
import { type Source, SOURCES } from '../../domain/sources.ts';
import { findAbsent } from '../../domain/ticket/find-absent.ts';
import { type AttentionRow, isLongPast, type Ticket } from '../../domain/ticket/ticket.ts';
import { type DateWindow, dateWindow, lastMonthWindow } from '../../domain/time/date-windows.ts';
import { dateAt } from '../../domain/time/dates.ts';
import { HOUR_MS } from '../../domain/time/durations.ts';
import { publishEvents } from '../outbox/publish-events.ts';
import type { CutShort } from '../outbox/with-outage-limit.ts';
import type { NameStore, SourceClient } from '../ports/source-client.ts';
import { announcePast } from './announce-past.ts';
import { makeListLookUps } from './list-look-ups.ts';
import type { PollPorts } from './poll-ports.ts';
import { readNames } from './read-names.ts';
import { logReading } from './read-batch.ts';
import { secondaryStopAt } from './secondary-calls.ts';
import { createSourceCalls, type SourceCallKind } from './source-calls.ts';
import { storeBatch } from './store-batch.ts';
import { completeAt, forgetAbsences } from './sweep.ts';
import { addDone, NOTHING_DONE, storedReadings, type SweepSettings } from './sweep-run.ts';
import { type SweepTally, tallySweep } from './tally-sweep.ts';

export type SourceRun = SweepSettings & {
  vendor: VendorRef;
  /** The source's rows of the index at the beginning of the poll. */
  rows: readonly AttentionRow[];
  state: SourceState;
  /** Why this run did not read the hand-overs completely. */
  handOvers: Failure | undefined;
  /** The hand-overs' own secondary calls rest. */
  holdsLater: boolean;
};

export type SourceSummary = SweepTally & { source: Source };

/** The states of the sources that the vendor reads, before a poll. Forgets those of the others. */
export const beginSources = (
  { sources, polledAt, firstPollAt }: VendorState,
  { polled }: PollPorts,
  startedAt: number,
): VendorState['sources'] => {
  if (!polled || polled.clients.length === 0) return undefined;
  const pastSince = polledAt ?? firstPollAt ?? startedAt;
  const begin = (): SourceState => ({
    completeReadings: {},
    shortReadings: {},
    firstPollAt: startedAt,
    pastSince,
  });
  return Object.fromEntries(polled.clients.map(({ source }) => [source, sources?.[source] ?? begin()]));
};

/** Reads the sources that the vendor reads, in the order of the registry. */
export const sweepSources = async (
  run: SweepSettings & {
    vendor: VendorRef;
    state: VendorState;
    tickets: readonly AttentionRow[];
    holdsLater: boolean;
  },
  ports: PollPorts,
): Promise<{ sources: VendorState['sources']; polled: SourceSummary[]; written: Ticket[] }> => {
  const { clients = [], names } = ports.polled ?? {};
  let { sources } = run.state;
  const polled: SourceSummary[] = [];
  const written: Ticket[] = [];
  for (const client of clients) {
    const { source } = client;
    const rows = run.tickets.filter((row) => row.source === source);
    const state = sources?.[source];
    if (!names || !state) continue;
    const swept = await sweepSource(
      { client, names },
      { ...run, rows, state, handOvers: run.state.failure },
      ports,
    );
    sources = { ...sources, [source]: swept.state };
    polled.push({ source, ...swept.tally });
    written.push(...swept.written);
  }
  return { sources, polled, written };
};

/**
 * Reads one source after the hand-overs (R31): the recent week, then the older windows that are due, look-ups, and names of
 * products. Everything that was read is stored and published. A failure stops this source alone.
 */
const sweepSource = async (
  { client, names }: { client: SourceClient; names: NameStore },
  run: SourceRun,
  ports: PollPorts,
): Promise<{ tally: SweepTally; state: SourceState; written: readonly Ticket[] }> => {
  const { clock } = ports;
  const { vendor, rows, zone, startedAt, spans, state: before } = run;
  const rules = POLLED_RULES[client.source];
  const lists = SOURCES[client.source].openLists;
  const now = () => clock.now();
  const stopAt = Math.min(run.stopAt, secondaryStopAt(startedAt, now(), spans.pollMs));
  let done = NOTHING_DONE;
  const calls = createSourceCalls(before, {
    now,
    stopAt,
    keyFingerprint: run.keyFingerprint,
    handOvers: run.handOvers,
    holdsLater: run.holdsLater,
  });
  if (!calls.may('recent')) return { tally: tallySweep(done), state: before, written: [] };

  const repairs = createRepairs(before.brokenPages, now());
  const { completeReadings } = before;
  const openTickets = rows.filter((row) => row.closedAt === undefined && !isLongPast(row, now()));
  const plan = planReadings({ ...run, now: now(), completeReadings, openTickets, lists, hasArchive: false });
  const contextAt = (at: number) => ({
    vendor,
    now: at,
    isFirstSight: (inquiryAt: number | undefined) => isFirstSight(inquiryAt, before, run),
    ...defined({ recentCompleteAt: before.recentCompleteAt }),
  });
  const batch = { vendor, zone, rules, contextAt };
  const publish = async (items: readonly Deliverable[], cutShort?: CutShort): Promise<void> => {
    const published = await publishEvents(items, ports);
    if (cutShort) throw cutShort.error;
    done = addDone(done, { published });
  };

  const listed = new Set<string>();
  const readWindows = async (kind: SourceCallKind, windows: readonly DateWindow[]): Promise<void> => {
    const readings: Reading[] = [];
    for (const window of windows) {
      if (!calls.may(kind)) break;
      const { reading: pages, failure } = await client.read(window, stopAt, repairs);
      const reading = believeShort(pages, before.shortReadings);
      logReading(vendor, reading, failure, ports.log);
      calls.note(kind, failure, reading.inquiries.length === 0 && reading.unusable.length === 0);
      readings.push(reading);
    }
    const stored = await storeBatch(readings, rows, batch, ports);
    done = addDone(done, { readings }, stored);
    await publish(stored.unpublished, stored.cutShort);
    await forgetAbsences(rows, new Set(stored.shown), ports);
    for (const id of stored.shown) listed.add(id);
  };
  await readWindows('recent', [plan.recent]);
  await readWindows('later', plan.older);

  const absent = findAbsent(rows, { shown: listed, readings: done.readings, lists, now: now(), zone });
  const looked = await makeListLookUps(client, { rows, absent, listed, calls }, ports);
  done = addDone(done, looked);
  await publish(looked.written, looked.cutShort);

  const named = await readNames({ client, names }, { rows, done, calls, readAt: before.namesReadAt }, ports);
  done = addDone(done, named);
  await publish(named.written);

  const recentAt = completeAt(done.readings, plan.recent, lists);
  const readings = rememberReadings(completeReadings, storedReadings(done), now());
  const isReadWhole = monthWindows(dateAt(now(), zone)).every((window) =>
    lists.every((list) => readings[readingKey(window, list)] !== undefined),
  );
  const hasWaited = recentAt !== undefined && now() - before.firstPollAt >= FIRST_READ_WITHIN_MS;
  const isFirstReadOver = before.firstReadAt === undefined && (isReadWhole || hasWaited);
  const firstReadAt = before.firstReadAt ?? (isFirstReadOver ? now() : undefined);
  if (isFirstReadOver)
    await publish(
      await announcePast(
        client.source,
        { ...run, since: before.pastSince ?? before.firstPollAt, done },
        ports,
      ),
    );
  const failure = recentAt === undefined ? (calls.failure() ?? causeOf(done.readings)) : undefined;
  return {
    tally: tallySweep(done),
    written: done.written,
    state: defined({
      completeReadings: readings,
      shortReadings: rememberShort(before.shortReadings, done.readings, now()),
      brokenPages: repairs.remembered(),
      recentCompleteAt: recentAt ?? before.recentCompleteAt,
      completeInARow: failure ? 0 : Math.min(ENDING_READINGS, (before.completeInARow ?? 0) + 1),
      failure,
      firstPollAt: before.firstPollAt,
      pastSince: firstReadAt === undefined ? before.pastSince : undefined,
      firstReadAt,
      ...calls.stops(),
      blindTimes: rememberBlindTimes(before, recentAt, now(), spans.blindMs),
      namesReadAt: named.readAt,
    }),
  };
};

/** A window that cannot be read does not hold back the notice of past requests for longer. */
const FIRST_READ_WITHIN_MS = HOUR_MS;

/** Whether no complete reading covered the date of a request before this run, since the source is read for the first time. */
const isFirstSight = (
  inquiryAt: number | undefined,
  { completeReadings, firstReadAt }: SourceState,
  { zone }: SweepSettings,
): boolean => {
  if (firstReadAt !== undefined || inquiryAt === undefined) return false;
  const date = dateAt(inquiryAt, zone);
  return !Object.keys(completeReadings).some((key) => coversDate(key, date));
};

/** The recent week and the four weeks before it. */
const monthWindows = (today: string): DateWindow[] =>
  Array.from({ length: lastMonthWindow(today) + 1 }, (_, number) => dateWindow(today, number));

const causeOf = (readings: readonly Reading[]): Failure => {
  const cause = readings.find(({ incompleteCause }) => incompleteCause)?.incompleteCause;
  return { cause: cause ?? 'incomplete' };
};
