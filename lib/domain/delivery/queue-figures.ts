import type { AttentionRow } from '../ticket/ticket.ts';
import { HOUR_MS } from '../time/durations.ts';

/** The open tickets at one moment (S9). `oldestMs`: since the oldest one was asked; 0 if none is open. */
export type QueueFigures = { open: number; oldestMs: number; dueWithinHour: number };

/**
 * Counts a vendor's open tickets in the rows of its whole index. A deadline that is over is not "within the hour".
 * @param now epoch ms
 */
export const queueFigures = (
  rows: readonly Pick<AttentionRow, 'askedAt' | 'dueAt' | 'closedAt'>[],
  now: number,
): QueueFigures => {
  const open = rows.filter(({ closedAt }) => closedAt === undefined);
  return {
    open: open.length,
    oldestMs: open.reduce((oldest, { askedAt }) => Math.max(oldest, now - askedAt), 0),
    dueWithinHour: open.filter(({ dueAt }) => dueAt > now && dueAt <= now + HOUR_MS).length,
  };
};
