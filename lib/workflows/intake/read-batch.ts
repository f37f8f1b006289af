import type { OpenStatus } from '../../domain/sources.ts';
import { defined } from '../../domain/defined.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { believeShort } from '../../domain/reading/believe-short.ts';
import { judgeReadings } from '../../domain/reading/judge-readings.ts';
import { OPEN_STATUSES } from '../../domain/reading/plan-readings.ts';
import type { Reading } from '../../domain/reading/reading.ts';
import type { DateWindow } from '../../domain/time/date-windows.ts';
import type { SourceError } from '../ports/inquiry-source.ts';
import type { Log } from '../ports/log.ts';
import type { PollPorts } from './poll-ports.ts';
import type { SecondaryCalls } from './secondary-calls.ts';
import type { SweepDone, SweepRun } from './sweep-run.ts';

type List = { window: DateWindow; status: OpenStatus };
type ListRead = { reading: Reading; failure?: SourceError };

/**
 * Reads windows under both statuses. If a run's first call gets no answer, its list is read again after Coupang has answered;
 * only then may the page be read in parts. With `secondary`, the windows are older. The status that caused the last stop
 * comes last, since Coupang may refuse one list alone.
 */
export const readBatch = async (
  windows: readonly DateWindow[],
  run: SweepRun & { secondary?: SecondaryCalls },
  ports: PollPorts,
): Promise<Pick<SweepDone, 'readings' | 'failure' | 'answered' | 'ended'>> => {
  const { vendor, stopAt, repairs, secondary } = run;
  const { shortReadings, backOff } = run.state;
  const { source, clock, log, progress } = ports;
  const statuses = OPEN_STATUSES.toSorted(
    (a, b) => Number(a === backOff?.list) - Number(b === backOff?.list),
  );
  const lists: List[] = windows.flatMap((window) => statuses.map((status) => ({ window, status })));
  const read = new Map<List, ListRead>();
  let ended = false;
  let unanswered: List | undefined;
  const readList = async (list: List): Promise<void> => {
    const { window, status } = list;
    const { reading: pages, ...failed } = await source.read(window, status, stopAt, repairs);
    const result: ListRead = { reading: believeShort(pages, shortReadings), ...failed };
    const { failure } = result;
    read.set(list, result);
    progress?.(read.size, lists.length);
    const endsCalls = failure !== undefined && failure.reach !== 'reading';
    ended = endsCalls || (read.size > 1 && [...read.values()].every(hidesAll));
    if (endsCalls || hidesAll(result)) secondary?.note('older', failure, status);
    else if (isAnswered(result)) secondary?.note('older', undefined, status);
    if (failure && !repairs.hasAnswer()) unanswered ??= list;
  };
  for (const list of lists) {
    if (ended || clock.now() >= stopAt || secondary?.may('older') === false) break;
    await readList(list);
    if (!unanswered || ended || !repairs.hasAnswer()) continue;
    await readList(unanswered);
    unanswered = undefined;
  }
  const results = [...read.values()];
  const readings = judgeReadings(results.map(({ reading }) => reading));
  const failures = results.map(({ failure }) => failure);
  for (const [index, reading] of readings.entries()) logReading(vendor, reading, failures[index], log);
  const failure = failures.findLast((each) => each !== undefined);
  return { readings, answered: results.some(isAnswered), ended, ...(failure && { failure }) };
};

const hidesAll = ({ reading, failure }: ListRead): boolean => failure !== undefined && !hasRows(reading);

const hasRows = ({ inquiries, unusable }: Reading): boolean => inquiries.length > 0 || unusable.length > 0;

const isAnswered = ({ reading, failure }: ListRead): boolean =>
  reading.complete || hasRows(reading) || failure?.isUnanswered === false;

export const logReading = (
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
