import { defined } from '../../domain/defined.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { believeShort } from '../../domain/reading/believe-short.ts';
import { judgeReadings } from '../../domain/reading/judge-readings.ts';
import { readingKey } from '../../domain/reading/plan-readings.ts';
import type { Reading } from '../../domain/reading/reading.ts';
import type { CallKind } from '../../domain/reading/vendor-state.ts';
import { type OpenStatus, SOURCES } from '../../domain/sources.ts';
import type { DateWindow } from '../../domain/time/date-windows.ts';
import type { SourceError } from '../ports/coupang.ts';
import type { Log } from '../ports/log.ts';
import type { PollPorts, SourceRun } from './source-run.ts';

export type ListsRead = {
  readings: Reading[];
  /** Keys of the readings that failed without a row, so that they show nothing. */
  hidden: ReadonlySet<string>;
  error: SourceError | undefined;
  /** Whether any list had an answer, even a refusal. Then the network works. */
  isAnswered: boolean;
};

/**
 * Reads the open lists of windows. A list of the recent week that got no answer is read again after another list had one: only then may its
 * pages be read in parts.
 * @param kind of the calls: for the recent week, each list has a stop of its own
 */
export const readLists = async (
  windows: readonly DateWindow[],
  kind: 'recent' | 'older',
  run: SourceRun,
  ports: PollPorts,
): Promise<ListsRead> => {
  const { client, calls, repairs, before, vendor } = run;
  const lists = windows.flatMap((window) =>
    SOURCES[client.source].openLists.map((status) => ({ window, status })),
  );
  const read = new Map<(typeof lists)[number], ListRead>();
  const kindOf = (status: OpenStatus): CallKind => (kind === 'recent' ? status : `older/${client.source}`);
  const readList = async (list: (typeof lists)[number]): Promise<boolean> => {
    const { window, status } = list;
    const calling = kindOf(status);
    if (!calls.may(calling)) return false;
    const { reading, failure } = await client.read(window, status, calls.stopAt(calling), repairs);
    read.set(list, { reading: believeShort(reading, before.shortReadings), failure });
    const isStopping = hidesAll({ reading, failure }) || (failure && failure.reach !== 'reading');
    calls.note(calling, isStopping ? failure : undefined, { list: status });
    return failure !== undefined && !repairs.hasAnswer();
  };
  const silent: typeof lists = [];
  for (const list of lists) {
    if (await readList(list)) silent.push(list);
    ports.progress?.(read.size, lists.length);
  }
  if (repairs.hasAnswer()) for (const list of silent) await readList(list);
  const results = [...read.values()];
  const readings = judgeReadings(results.map(({ reading }) => reading));
  for (const [index, reading] of readings.entries())
    logReading(vendor, reading, results[index]?.failure, ports.log);
  // The next run must not count dates whose rows prove nothing.
  for (const { window, status, incompleteCause } of readings)
    if (incompleteCause) repairs.forget(readingKey(window, status));
  const hidden = new Set(
    results.filter(hidesAll).map(({ reading: { window, status } }) => readingKey(window, status)),
  );
  const isAnswered = results.some((result) => !hidesAll(result) || !result.failure?.isUnanswered);
  return { readings, hidden, error: results.findLast(({ failure }) => failure)?.failure, isAnswered };
};

type ListRead = { reading: Reading; failure: SourceError | undefined };

const hidesAll = ({ reading: { inquiries, unusable }, failure }: ListRead): boolean =>
  failure !== undefined && inquiries.length === 0 && unusable.length === 0;

const logReading = (
  { vendorId }: VendorRef,
  reading: Reading,
  failure: SourceError | undefined,
  log: Log,
): void => {
  const { window, status, incompleteBecause, shortBy, unusable, droppedFields } = reading;
  const fields = { vendorId, window: window.firstDate, status };
  if (failure) log.error(failure.message, { ...fields, code: failure.code });
  else if (!reading.complete) log.warn('reading was not complete', { ...fields, incompleteBecause });
  else if (shortBy !== undefined)
    log.warn(
      "Coupang's total is higher than its rows, by the same number as in earlier readings: taken as complete",
      { ...fields, shortBy },
    );
  for (const { hash, problem, unread } of unusable) {
    const message =
      unread === undefined ? 'item without a readable inquiryId' : 'rows that Coupang does not show';
    log.error(message, { ...fields, hash, problem, ...defined({ unread }) });
  }
  if (droppedFields.length > 0)
    log.warn('fields that could not be read were left out', { ...fields, droppedFields });
};
