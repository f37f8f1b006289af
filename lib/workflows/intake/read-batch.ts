import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { believeShort } from '../../domain/reading/believe-short.ts';
import { OPEN_STATUSES } from '../../domain/reading/plan-readings.ts';
import type { Reading } from '../../domain/reading/reading.ts';
import type { DateWindow } from '../../domain/time/date-windows.ts';
import { FAILURES_IN_A_ROW } from '../outbox/with-outage-limit.ts';
import type { Log } from '../ports/log.ts';
import type { SourceError } from '../ports/source-error.ts';
import type { SweepDone, SweepRun, SweepServices } from './sweep-run.ts';

/** Reads windows under both statuses. */
export const readBatch = async (
  windows: readonly DateWindow[],
  { vendor, stopAt, shortReadings }: SweepRun,
  { source, clock, log, progress }: Pick<SweepServices, 'source' | 'clock' | 'log' | 'progress'>,
): Promise<Pick<SweepDone, 'readings' | 'failure' | 'answered' | 'ended'>> => {
  const lists = windows.flatMap((window) => OPEN_STATUSES.map((status) => ({ window, status })));
  const readings: Reading[] = [];
  let lastFailure: SourceError | undefined;
  let answered = false;
  let ended = false;
  // Where one status alone fails, the other one stands between its failures.
  const failedInARow = { all: 0, NO_ANSWER: 0, TRANSFER: 0 };
  for (const { window, status } of lists) {
    if (ended || clock.now() >= stopAt) break;
    const { reading: read, failure } = await source.read(window, status, stopAt);
    const reading = believeShort(read, shortReadings);
    readings.push(reading);
    progress?.(readings.length, lists.length);
    for (const what of ['all', status] as const) failedInARow[what] = failure ? failedInARow[what] + 1 : 0;
    lastFailure = failure ?? lastFailure;
    ended = failure !== undefined && endsRun(failure, Math.max(failedInARow.all, failedInARow[status]));
    answered ||= isAnswered(reading, failure);
    logReading(vendor, reading, failure, log);
  }
  return { readings, answered, ended, ...(lastFailure && { failure: lastFailure }) };
};

/** If Coupang cannot show one list, the others are still read. A failure that affects the vendor or the IP ends the run. */
const endsRun = ({ reach }: SourceError, failedInARow: number): boolean =>
  reach !== 'reading' || failedInARow >= FAILURES_IN_A_ROW;

const isAnswered = ({ complete, inquiries, unusable }: Reading, failure: SourceError | undefined): boolean =>
  complete || inquiries.length > 0 || unusable.length > 0 || failure?.isUnanswered === false;

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
  for (const { hash, problem } of unusable)
    log.error('item without a readable inquiryId', { ...fields, hash, problem });
  if (droppedFields.length > 0)
    log.warn('fields that could not be read were left out', { ...fields, droppedFields });
};
