import { decideGone, lookUpAgainAt } from '../domain/decide-gone.ts';
import { dateWindow, windowsHolding } from '../domain/date-windows.ts';
import { dateAt } from '../domain/dates.ts';
import type { Inquiry } from '../domain/inquiry.ts';
import type { AttentionRow, Ticket, TicketKey } from '../domain/ticket.ts';
import { createTries } from './create-tries.ts';
import type { InquirySource, Log, TicketWriter } from './ports.ts';
import { SourceError } from './source-error.ts';
import { FAILURES_IN_A_ROW } from './sweep-run.ts';
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
  const progress: Progress = { written: [], answered: new Map(), budget: context.budget, failed: 0 };
  let unstored = 0;
  const tryOne = createTries<AttentionRow>(({ inquiryId }, { message, code }) => {
    unstored += 1;
    services.log.error(message, { inquiryId, code });
  });
  for (const row of due) {
    if (context.rawNow() >= context.stopAt) break;
    const failure = await tryOne(row, () => lookUpOne(row, progress, context, services));
    if (failure) return { written: progress.written, unstored, failure };
  }
  return { written: progress.written, unstored };
};

type Answered = Map<number, Map<string, Inquiry>>;

/** `failed`: look-ups in a row that Coupang did not answer. */
type Progress = { written: Ticket[]; answered: Answered; budget: number; failed: number };

/** Returns the failure that is to end the run. */
const lookUpOne = async (
  row: AttentionRow,
  progress: Progress,
  context: LookUpContext,
  services: LookUpServices,
): Promise<SourceError | undefined> => {
  const found = await lookUp(row, progress.answered, progress.budget > 0, context, services);
  if (found.asked) progress.budget -= 1;
  if (found.is === 'not-reached') return undefined;
  if (found.is === 'failed') {
    progress.failed += 1;
    const { failure } = found;
    if (failure.reach !== 'reading' || progress.failed >= FAILURES_IN_A_ROW) return failure;
    services.log.warn(failure.message, { inquiryId: row.inquiryId, code: failure.code });
    await noteFailedLookUp(row, context.now, services);
    return undefined;
  }
  progress.failed = 0;
  const ticket = await writeEnd(row, found.inquiry, context.now, services);
  if (ticket) progress.written.push(ticket);
  return undefined;
};

/** `asked`: a single GET was spent on it. */
type Found = { asked?: true } & (
  | { is: 'known'; inquiry?: Inquiry }
  | { is: 'not-reached' }
  | { is: 'failed'; failure: SourceError }
);

const lookUp = async (
  row: AttentionRow,
  answered: Answered,
  mayAsk: boolean,
  context: LookUpContext,
  services: LookUpServices,
): Promise<Found> => {
  // A listing past its deadline that has ended tells no outcome (R15).
  if (row.closedAt !== undefined) return { is: 'known' };
  const listed = await findAnswered(row, answered, context, services);
  if (listed.failure) return { is: 'failed', failure: listed.failure };
  if (listed.inquiry) return { is: 'known', inquiry: listed.inquiry };
  if (!mayAsk) return { is: 'not-reached' };
  // Throws for one that cannot be read, which would come first in every run and spend the budget in vain.
  await services.reader.ticket(row);
  try {
    const inquiry = await services.source.inquiry(row.inquiryId, context.stopAt);
    return { is: 'known', asked: true, ...(inquiry && { inquiry }) };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return { is: 'failed', asked: true, failure: error };
  }
};

/** It backs off like one that told nothing: else it would come first in every run. */
const noteFailedLookUp = async (key: TicketKey, now: number, services: LookUpServices): Promise<void> => {
  const ticket = await services.reader.ticket(key);
  if (ticket) await services.writer.noteLookUp(key, lookUpAgainAt(ticket, now), ticket.lookUps + 1);
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
  answered: Answered,
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
