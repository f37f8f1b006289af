import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { ClosedRow } from '../../domain/ticket/ticket.ts';
import type { ReportPorts } from './report-ports.ts';
import { DAY_MS } from '../../domain/time/durations.ts';

const MOST_A_RUN = 500;
const AT_ONCE = 10;

/**
 * Removes daily the free text of tickets that closed 30 days ago (docs/architecture.md, Security). Many tickets take several
 * runs.
 * @returns the number of tickets
 */
export const removeTexts = async (
  vendor: VendorRef,
  now: number,
  { reader, texts, removedUntil }: ReportPorts,
): Promise<number> => {
  const id = `${vendor.market}/${vendor.vendorId}`;
  const since = removedUntil.get(id) ?? (await texts.removedUntil(vendor)) ?? 0;
  removedUntil.set(id, since);
  const until = now - TEXTS_KEPT_MS;
  if (until - since < DAY_MS) return 0;
  const rows = await reader.closed(vendor, since, until);
  const batch = firstOf(rows);
  for (let from = 0; from < batch.length; from += AT_ONCE)
    await Promise.all(batch.slice(from, from + AT_ONCE).map((row) => texts.remove(row, row.closedAt)));
  const done = batch.length < rows.length ? lastClosedAt(batch) + 1 : until;
  await texts.noteRemoved(vendor, done);
  removedUntil.set(id, done);
  return batch.length;
};

/** Includes all tickets that closed at the same time as the last, so that the next run knows where to continue. */
const firstOf = (rows: readonly ClosedRow[]): ClosedRow[] => {
  const sorted = [...rows].sort((a, b) => a.closedAt - b.closedAt);
  const last = sorted[MOST_A_RUN - 1]?.closedAt ?? Infinity;
  return sorted.filter(({ closedAt }) => closedAt <= last);
};

const lastClosedAt = (rows: readonly ClosedRow[]): number => rows.at(-1)?.closedAt ?? 0;

/** How long a closed ticket keeps its free text and link (docs/architecture.md, Security). */
const TEXTS_KEPT_MS = 30 * DAY_MS;
