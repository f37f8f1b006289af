import { decideGone } from '../domain/decide-gone.ts';
import { dateWindow, windowsHolding } from '../domain/date-windows.ts';
import { dateAt } from '../domain/dates.ts';
import type { Inquiry } from '../domain/inquiry.ts';
import type { AttentionRow, Ticket, TicketKey } from '../domain/ticket.ts';
import type { InquirySource, Log, TicketWriter } from './ports.ts';
import { SourceError } from './source-error.ts';
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
  /** Single GETs left in this run. */
  budget: number;
};

/**
 * Looks up why tickets left the lists, soonest deadline first (R14): in the ANSWER list of their window, else with
 * a single GET within the budget. A ticket that the run does not reach stays as it is for the next one.
 * @returns every ticket as it was written, and the failure that ended the run early, if one did
 */
export const lookUpGone = async (
  gone: readonly AttentionRow[],
  context: LookUpContext,
  services: LookUpServices,
): Promise<{ written: Ticket[]; failure?: SourceError }> => {
  const due = gone
    .filter((row) => row.lookUpAt === undefined || row.lookUpAt <= context.now)
    // A first look-up goes before a repeated one: else many that stay unverified would starve it of the budget.
    .sort((a, b) => Number(a.lookUpAt !== undefined) - Number(b.lookUpAt !== undefined) || a.dueAt - b.dueAt);
  const written: Ticket[] = [];
  const answered = new Map<number, Map<string, Inquiry>>();
  let budget = context.budget;
  for (const row of due) {
    if (context.rawNow() >= context.stopAt) break;
    const listed = row.closedAt === undefined ? await findAnswered(row, answered, context, services) : {};
    if (listed.failure) return { written, failure: listed.failure };
    let inquiry = listed.inquiry;
    if (!inquiry && row.closedAt === undefined) {
      if (budget === 0) continue;
      budget -= 1;
      try {
        inquiry = await services.source.inquiry(row.inquiryId);
      } catch (error) {
        if (!(error instanceof SourceError)) throw error;
        if (error.reach !== 'reading') return { written, failure: error };
        services.log.warn('look-up failed', { inquiryId: row.inquiryId, code: error.code });
        continue;
      }
    }
    const ticket = await writeEnd(row, inquiry, context.now, services);
    if (ticket) written.push(ticket);
  }
  return { written };
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
      const decision = decideGone(ticket, inquiry, now);
      again =
        decision.lookUpAgainAt === undefined
          ? undefined
          : { at: decision.lookUpAgainAt, lookUps: ticket.lookUps + 1 };
      return decision.change;
    },
    now,
    services,
  );
  if (again) await services.writer.noteLookUp(key, again.at, again.lookUps);
  return written;
};

const findAnswered = async (
  row: AttentionRow,
  answered: Map<number, Map<string, Inquiry>>,
  context: LookUpContext,
  services: LookUpServices,
): Promise<{ inquiry?: Inquiry; failure?: SourceError }> => {
  const today = dateAt(context.now, context.zone);
  const number = windowsHolding(row.inquiryAt, today, context.zone)[0];
  if (number === undefined) return {};
  let known = answered.get(number);
  if (!known) {
    const { reading, failure } = await services.source.read(
      dateWindow(today, number),
      'ANSWER',
      context.stopAt,
    );
    known = new Map(reading.inquiries.map((inquiry) => [inquiry.inquiryId, inquiry]));
    answered.set(number, known);
    if (failure && failure.reach !== 'reading') return { failure };
  }
  const inquiry = known.get(row.inquiryId);
  return inquiry ? { inquiry } : {};
};
