import { decideGone, markUnverifiedIfOpen } from '../../domain/ticket/decide-gone.ts';
import { dateWindow, windowsHolding } from '../../domain/time/date-windows.ts';
import { dateAt } from '../../domain/time/dates.ts';
import type { Inquiry } from '../../domain/inquiry/inquiry.ts';
import type { AttentionRow, Ticket, TicketKey } from '../../domain/ticket/ticket.ts';
import { withOutageLimit, FAILURES_IN_A_ROW } from '../outbox/with-outage-limit.ts';
import type { InquirySource } from '../ports/inquiry-source.ts';
import type { Log } from '../ports/log.ts';
import type { TicketWriter } from '../ports/ticket-store.ts';
import { SourceError } from '../ports/source-error.ts';
import { type WriteServices, writeChange } from './write-listing.ts';

export type LookUpServices = WriteServices & {
  source: Pick<InquirySource, 'read' | 'inquiry'>;
  writer: WriteServices['writer'] & Pick<TicketWriter, 'noteLookUp'>;
  log: Log;
};

export type LookUpContext = {
  zone: string;
  /** Corrected clock, epoch ms. */
  now: number;
  /** Raw clock, epoch ms, after which nothing more is asked of Coupang. */
  stopAt: number;
  rawNow: () => number;
  /** Single GETs in this run. */
  budget: number;
};

/** What a look-up shows; `undefined`: it does not reach the ticket in this run. Throws SourceError. */
type LookUp = (row: AttentionRow) => Promise<{ inquiry?: Inquiry } | undefined>;

/**
 * Looks up why tickets left the lists (R14): with a single GET, soonest deadline first; where more have gone than the budget
 * holds, the ANSWER list of their window serves the rest. What the run does not reach is unverified until a later one does.
 * @returns every ticket as it was written, how many the store could not read or take, and the failure that ended the run
 * early, if one did
 */
export const lookUpGone = async (
  gone: readonly AttentionRow[],
  context: LookUpContext,
  services: LookUpServices,
): Promise<{ written: Ticket[]; unstored: number; failure?: SourceError }> => {
  const due = gone
    .filter((row) => row.lookUpAt === undefined || row.lookUpAt <= context.now)
    // A first look-up goes before a repeated one: else many that stay unverified would starve it of the budget.
    .sort((a, b) => Number(a.lookUpAt !== undefined) - Number(b.lookUpAt !== undefined) || a.dueAt - b.dueAt);
  const open = due.filter(({ closedAt }) => closedAt === undefined);
  const asked = new Set(open.slice(0, context.budget));
  const ask = askOne(context, services);
  const search = searchAnswered(context, services);
  const lookUp: LookUp = async (row) => {
    // A listing past its deadline that has ended tells no outcome (R15).
    if (row.closedAt !== undefined) return {};
    return asked.has(row) ? ask(row) : search(row);
  };

  const written: Ticket[] = [];
  const write = async (row: AttentionRow, found: { inquiry?: Inquiry } | undefined): Promise<void> => {
    const ticket = found
      ? await writeEnd(row, found.inquiry, context.now, services)
      : await writeChange(row, markUnverifiedIfOpen, context.now, services);
    if (ticket) written.push(ticket);
  };
  let unstored = 0;
  let failedInARow = 0;
  const tryOne = withOutageLimit<AttentionRow>(({ inquiryId }, { message, code }) => {
    unstored += 1;
    services.log.error(message, { inquiryId, code });
  });
  for (const row of due) {
    if (context.rawNow() >= context.stopAt) break;
    const failure = await tryOne(row, async () => {
      try {
        const found = await lookUp(row);
        failedInARow = 0;
        await write(row, found);
        return undefined;
      } catch (error) {
        if (!(error instanceof SourceError)) throw error;
        failedInARow += 1;
        if (error.reach !== 'reading' || failedInARow >= FAILURES_IN_A_ROW) return error;
        services.log.warn(error.message, { inquiryId: row.inquiryId, code: error.code });
        // It backs off like one that told nothing: else it would come first in every run.
        await write(row, {});
        return undefined;
      }
    });
    if (failure) return { written, unstored, failure };
  }
  return { written, unstored };
};

const askOne =
  ({ stopAt }: LookUpContext, { reader, source }: LookUpServices): LookUp =>
  async (row) => {
    // Throws for one that cannot be read, which would come first in every run and spend the budget in vain.
    await reader.ticket(row);
    const inquiry = await source.inquiry(row.inquiryId, stopAt);
    return inquiry ? { inquiry } : {};
  };

/** Reads the ANSWER list of a window once. */
const searchAnswered = ({ now, zone, stopAt }: LookUpContext, { source }: LookUpServices): LookUp => {
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
  services: LookUpServices,
): Promise<Ticket | undefined> => {
  let again: { at: number; lookUps: number } | undefined;
  const written = await writeChange(
    key,
    (ticket) => {
      const { change, lookUpAgainAt: at } = decideGone(ticket, inquiry, now);
      again = at === undefined ? undefined : { at, lookUps: ticket.lookUps + 1 };
      return change;
    },
    now,
    services,
  );
  if (again) await services.writer.noteLookUp(key, again.at, again.lookUps);
  return written;
};
