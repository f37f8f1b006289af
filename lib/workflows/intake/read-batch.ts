import { believeShort } from '../../domain/reading/believe-short.ts';
import { OPEN_STATUSES } from '../../domain/reading/plan-readings.ts';
import type { Reading } from '../../domain/reading/reading.ts';
import type { SourceError } from '../ports/source-error.ts';
import { storeBatch } from './store-batch.ts';
import { type SweepRun } from './sweep-run.ts';
import type { DateWindow } from '../../domain/time/date-windows.ts';
import { FAILURES_IN_A_ROW } from '../outbox/with-outage-limit.ts';

/** Reads windows under both statuses, then stores and publishes what all of them showed. */
export const readBatch = async (run: SweepRun, windows: readonly DateWindow[]): Promise<void> => {
  const batch: Reading[] = [];
  let failed = 0;
  for (const window of windows) {
    for (const status of OPEN_STATUSES) {
      if (run.ended || run.services.clock.now() >= run.settings.stopAt) break;
      const read = await run.services.source.read(window, status, run.settings.stopAt);
      const reading = believeShort(read.reading, run.state.shortReadings);
      const { failure } = read;
      batch.push(reading);
      run.services.progress?.(batch.length, windows.length * OPEN_STATUSES.length);
      failed = failure ? failed + 1 : 0;
      if (failure) run.failure = failure;
      run.answered ||= isAnswered(reading, failure);
      // One window that Coupang cannot show must not hide the others; a stop is meant for all of them.
      run.ended = failure !== undefined && (failure.reach !== 'reading' || failed >= FAILURES_IN_A_ROW);
      logReading(run, reading, failure);
    }
  }
  await storeBatch(run, batch);
  run.readings.push(...batch);
};

const isAnswered = ({ complete, inquiries, unusable }: Reading, failure: SourceError | undefined): boolean =>
  complete || inquiries.length > 0 || unusable.length > 0 || failure?.isUnanswered === false;

const logReading = (run: SweepRun, reading: Reading, failure: SourceError | undefined): void => {
  const { window, status, incompleteBecause, shortBy, unusable, droppedFields } = reading;
  const fields = { vendorId: run.vendor.vendorId, window: window.firstDate, status };
  if (failure) run.services.log.error(failure.message, { ...fields, code: failure.code });
  else if (!reading.complete)
    run.services.log.warn('reading was not complete', { ...fields, incompleteBecause });
  else if (shortBy !== undefined)
    run.services.log.warn(
      'Coupang tells more rows than it shows, by as many as in the readings before: taken as complete',
      { ...fields, shortBy },
    );
  for (const { hash, problem } of unusable)
    run.services.log.error('item without a readable inquiryId', { ...fields, hash, problem });
  if (droppedFields.length > 0)
    run.services.log.warn('fields that could not be read were left out', { ...fields, droppedFields });
};
