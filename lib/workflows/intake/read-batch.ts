import { defined } from '../../domain/defined.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { believeShort } from '../../domain/reading/believe-short.ts';
import { judgeReadings } from '../../domain/reading/judge-readings.ts';
import { OPEN_STATUSES, type OpenStatus } from '../../domain/reading/plan-readings.ts';
import type { Reading } from '../../domain/reading/reading.ts';
import type { DateWindow } from '../../domain/time/date-windows.ts';
import type { InquirySource } from '../ports/inquiry-source.ts';
import type { Log } from '../ports/log.ts';
import type { SourceError } from '../ports/source-error.ts';
import { endsRun, type SecondaryCalls } from './secondary-calls.ts';
import type { SweepDone, SweepRun, SweepServices } from './sweep-run.ts';

type List = { window: DateWindow; status: OpenStatus };

/**
 * Reads windows under both statuses. If the first call of a run has no answer, its list is read again once Coupang has
 * answered: only then may the page be read in parts. With `secondary` the windows are older ones.
 * @param run `refused`: a status that is read last, since the last stop began with it. Coupang may refuse one list alone.
 */
export const readBatch = async (
  windows: readonly DateWindow[],
  {
    vendor,
    stopAt,
    shortReadings,
    repairs,
    secondary,
    refused,
  }: Pick<SweepRun, 'vendor' | 'stopAt' | 'shortReadings' | 'repairs'> & {
    secondary?: SecondaryCalls;
    refused?: OpenStatus;
  },
  {
    source,
    clock,
    log,
    progress,
  }: Pick<SweepServices, 'clock' | 'log' | 'progress'> & { source: Pick<InquirySource, 'read'> },
): Promise<Pick<SweepDone, 'readings' | 'failure' | 'answered' | 'ended'>> => {
  const statuses = OPEN_STATUSES.toSorted((a, b) => Number(a === refused) - Number(b === refused));
  const lists: List[] = windows.flatMap((window) => statuses.map((status) => ({ window, status })));
  const read = new Map<List, { reading: Reading; failure?: SourceError }>();
  let answered = false;
  let ended = false;
  let unanswered: List | undefined;
  // Where one status alone fails, the other one stands between its failures.
  const failedInARow = { all: 0, NO_ANSWER: 0, TRANSFER: 0 };
  const readList = async (list: List): Promise<void> => {
    const { window, status } = list;
    const { reading: pages, ...failed } = await source.read(window, status, stopAt, repairs);
    const reading = believeShort(pages, shortReadings);
    const { failure } = failed;
    read.set(list, { reading, ...failed });
    progress?.(read.size, lists.length);
    const hidesAll = failure !== undefined && !hasRows(reading);
    for (const what of ['all', status] as const) failedInARow[what] = hidesAll ? failedInARow[what] + 1 : 0;
    ended = failure !== undefined && endsRun(failure, Math.max(failedInARow.all, failedInARow[status]));
    const isOver = isAnswered(reading, failure);
    answered ||= isOver;
    if (hidesAll || failure?.reach === 'vendor' || failure?.reach === 'egress')
      secondary?.note('older', failure, status);
    else if (isOver) secondary?.note('older', undefined, status);
    if (failure && !repairs.hasAnswer()) unanswered ??= list;
  };
  for (const list of lists) {
    if (ended || clock.now() >= stopAt || secondary?.may('older') === false) break;
    await readList(list);
    if (!unanswered || ended || !repairs.hasAnswer()) continue;
    // The list counts as one failure.
    failedInARow[unanswered.status] = 0;
    await readList(unanswered);
    unanswered = undefined;
  }
  const readings = judgeReadings([...read.values()].map(({ reading }) => reading));
  const failures = [...read.values()].map(({ failure }) => failure);
  for (const [index, reading] of readings.entries()) logReading(vendor, reading, failures[index], log);
  const failure = failures.findLast((each) => each !== undefined);
  return { readings, answered, ended, ...(failure && { failure }) };
};

const hasRows = ({ inquiries, unusable }: Reading): boolean => inquiries.length > 0 || unusable.length > 0;

const isAnswered = (reading: Reading, failure: SourceError | undefined): boolean =>
  reading.complete || hasRows(reading) || failure?.isUnanswered === false;

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
