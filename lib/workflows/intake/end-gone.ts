import { findGone } from '../../domain/ticket/find-gone.ts';
import { ticketId } from '../../domain/ticket/ticket-id.ts';
import { lookUpGone } from './look-up-gone.ts';
import { publishEvents } from '../outbox/publish-events.ts';
import type { SweepRun } from './sweep-run.ts';

/** Ends the tickets that have left the lists (R9): looks up why (R14). */
export const endGone = async (run: SweepRun): Promise<void> => {
  const { settings, services, rows, readings } = run;
  if (run.ended) return;
  const { zone, stopAt, lookUps: budget } = settings;
  const now = run.now();
  const shown = new Set([...run.shown, ...run.written.map(ticketId)]);
  const gone = findGone({ rows, shown, readings, now, zone });
  const context = { zone, now, stopAt, rawNow: services.clock.now, budget };
  const { written, unstored, failure } = await lookUpGone(gone, context, services);
  run.failed += unstored;
  run.written.push(...written);
  run.published += await publishEvents(written, services);
  if (!failure) return;
  run.failure = failure;
  run.ended = true;
};
