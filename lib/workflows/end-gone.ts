import { findGone } from '../domain/find-gone.ts';
import { ticketId } from '../domain/ticket-id.ts';
import { lookUpGone } from './look-up-gone.ts';
import { publishEvents } from './publish-events.ts';
import { readBatch } from './read-batch.ts';
import type { SweepRun } from './sweep-run.ts';

/** Ends the tickets that have left the lists: reads again where a crowd vanished (R9), then looks up why (R14). */
export const endGone = async (run: SweepRun): Promise<void> => {
  const { settings, services } = run;
  const touched = new Set([...run.shown, ...run.written.map(ticketId)]);
  const asked = { rows: run.rows, now: run.now(), zone: settings.zone };
  let { gone, doubtful } = findGone({ ...asked, shown: touched, readings: run.readings });
  if (doubtful.length > 0) {
    services.log.warn('many tickets vanished at once, reading their windows again', {
      windows: doubtful.length,
      gone: gone.length,
    });
    const again = await readBatch(run, doubtful);
    const doubted = new Set(doubtful.map((window) => window.firstDate));
    const others = run.readings.filter((reading) => !doubted.has(reading.window.firstDate));
    ({ gone } = findGone({
      ...asked,
      shown: new Set([...touched, ...run.shown]),
      readings: [...others, ...again],
    }));
  }
  if (run.ended) return;
  const context = {
    zone: settings.zone,
    now: run.now(),
    stopAt: settings.stopAt,
    rawNow: services.clock.now,
    budget: settings.lookUps,
  };
  const { written, unstored, failure } = await lookUpGone(gone, context, services);
  run.failed += unstored;
  run.written.push(...written);
  run.published += await publishEvents(written, services);
  if (!failure) return;
  run.failure = failure;
  run.ended = true;
};
