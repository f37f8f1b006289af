import { decideGone, markUnverifiedIfOpen } from '../../domain/ticket/decide-gone.ts';
import { dateWindow, windowsHolding } from '../../domain/time/date-windows.ts';
import { dateAt } from '../../domain/time/dates.ts';
import type { Inquiry } from '../../domain/inquiry/inquiry.ts';
import type { AttentionRow, Ticket, TicketKey } from '../../domain/ticket/ticket.ts';
import { type CutShort, withOutageLimit } from '../outbox/with-outage-limit.ts';
import { writeChange } from '../outbox/write-change.ts';
import { SourceError } from '../ports/source-error.ts';
import { endsRun } from './read-batch.ts';
import type { SweepDone, SweepRun, SweepServices } from './sweep-run.ts';

/** `failure`: why Coupang could not be asked about the rest. `cutShort`: why the rest was not stored. */
export type GoneLookedUp = Pick<SweepDone, 'written' | 'failed' | 'failure' | 'ended'> & {
  cutShort?: CutShort;
};

/** What a look-up shows. `undefined`: this run does not reach the ticket. Throws SourceError. */
type LookUp = (row: AttentionRow) => Promise<{ inquiry?: Inquiry } | undefined>;

/**
 * Looks up why tickets have gone (R14): one GET each, soonest deadline first. If more have gone than the budget holds, the
 * ANSWER list of their window is read for the rest. What this run does not reach stays unverified until a later run.
 */
export const lookUpGone = async (
  gone: readonly AttentionRow[],
  run: SweepRun,
  services: SweepServices,
): Promise<GoneLookedUp> => {
  const { stopAt, lookUps } = run;
  const now = run.now();
  const { clock, log } = services;
  const due = gone
    .filter((row) => row.lookUpAt === undefined || row.lookUpAt <= now)
    // First look-ups come before repeated ones. Otherwise many unverified tickets would use up the budget.
    .sort((a, b) => Number(a.lookUpAt !== undefined) - Number(b.lookUpAt !== undefined) || a.dueAt - b.dueAt);
  const open = due.filter(({ closedAt }) => closedAt === undefined);
  const asked = new Set(open.slice(0, lookUps));
  const ask = askOne(run, services);
  const search = searchAnswered(run, now, services);
  let failedInARow = 0;
  const lookUp: LookUp = async (row) => {
    try {
      // A closed ticket needs no outcome: its listing has ended (R15).
      const found = row.closedAt !== undefined ? {} : await (asked.has(row) ? ask(row) : search(row));
      failedInARow = 0;
      return found;
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      failedInARow += 1;
      if (endsRun(error, failedInARow)) throw error;
      log.warn(error.message, { inquiryId: row.inquiryId, code: error.code });
      // It backs off like a look-up without a result. Otherwise it would come first in every run.
      return {};
    }
  };

  const written: Ticket[] = [];
  let failed = 0;
  const ended = await withOutageLimit(
    due,
    async (row) => {
      if (clock.now() >= stopAt) return;
      const found = await lookUp(row);
      const ticket = found
        ? await writeEnd(row, found.inquiry, now, services)
        : await writeChange(row, markUnverifiedIfOpen, now, services);
      if (ticket) written.push(ticket);
    },
    ({ inquiryId }, { message, code }) => {
      failed += 1;
      log.error(message, { inquiryId, code });
    },
  );
  if (ended?.error instanceof SourceError) return { written, failed, failure: ended.error, ended: true };
  return { written, failed, ended: false, ...(ended && { cutShort: ended }) };
};

const askOne =
  ({ stopAt }: SweepRun, { reader, source }: SweepServices): LookUp =>
  async (row) => {
    // Throws if the ticket cannot be read. Otherwise such a ticket would use up the budget in every run.
    await reader.ticket(row);
    const inquiry = await source.inquiry(row.inquiryId, stopAt);
    return inquiry ? { inquiry } : {};
  };

/** Reads the ANSWER list of a window once. */
const searchAnswered = ({ zone, stopAt }: SweepRun, now: number, { source }: SweepServices): LookUp => {
  const answered = new Map<number, Map<string, Inquiry>>();
  const today = dateAt(now, zone);
  return async ({ inquiryAt, inquiryId }) => {
    const [number] = windowsHolding(inquiryAt, today, zone);
    if (number === undefined) return undefined;
    let known = answered.get(number);
    if (!known) {
      const { reading, failure } = await source.read(dateWindow(today, number), 'ANSWER', stopAt);
      known = new Map(reading.inquiries.map((inquiry) => [inquiry.inquiryId, inquiry]));
      answered.set(number, known);
      if (failure && failure.reach !== 'reading') throw failure;
    }
    const inquiry = known.get(inquiryId);
    return inquiry && { inquiry };
  };
};

const writeEnd = async (
  key: TicketKey,
  inquiry: Inquiry | undefined,
  now: number,
  services: SweepServices,
): Promise<Ticket | undefined> => {
  let again: { at: number; lookUps: number } | undefined;
  const written = await writeChange(
    key,
    (ticket) => {
      const { change, lookUpAgainAt: at } = decideGone(ticket, inquiry, now);
      again = at === undefined ? undefined : { at, lookUps: ticket.poll.lookUps + 1 };
      return change;
    },
    now,
    services,
  );
  if (again) await services.writer.noteLookUp(key, again.at, again.lookUps);
  return written;
};
