import { deliverableId } from '../../domain/delivery/deliverable.ts';
import { defined } from '../../domain/defined.ts';
import { decideGone, type GoneDecision, markUnverifiedIfOpen } from '../../domain/ticket/decide-gone.ts';
import { dateWindow, windowsHolding } from '../../domain/time/date-windows.ts';
import { dateAt } from '../../domain/time/dates.ts';
import type { Inquiry } from '../../domain/inquiry/inquiry.ts';
import { MOST_MEMBERS, type Notice } from '../../domain/notice/notice.ts';
import { NotifierError } from '../../domain/notifier-error.ts';
import { ticketId } from '../../domain/ticket/ticket-id.ts';
import type { TicketChange } from '../../domain/ticket/ticket-changes.ts';
import type { AttentionRow, Ticket } from '../../domain/ticket/ticket.ts';
import { type CutShort, FAILURES_IN_A_ROW, withOutageLimit } from '../outbox/with-outage-limit.ts';
import { writeDecided } from '../outbox/write-decided.ts';
import { SourceError } from '../ports/source-error.ts';
import { bundleBreaches } from './bundle-breaches.ts';
import { endsRun } from './read-batch.ts';
import type { SweepDone, SweepRun, SweepServices } from './sweep-run.ts';

/** `failure`: why Coupang could not be asked about the rest. `cutShort`: why the rest was not stored. */
export type GoneLookedUp = Pick<SweepDone, 'written' | 'failed' | 'failure' | 'ended'> & {
  /** What may be published before them (R27). */
  bundles: Notice[];
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
  const { clock, log, reader } = services;
  const due = gone
    .filter(({ closedAt, lookUpAt }) => closedAt !== undefined || lookUpAt === undefined || lookUpAt <= now)
    // First look-ups come before repeated ones. Otherwise many unverified tickets would use up the budget.
    .sort((a, b) => Number(a.lookUpAt !== undefined) - Number(b.lookUpAt !== undefined) || a.dueAt - b.dueAt);
  const open = due.filter(({ closedAt }) => closedAt === undefined);
  const asked = new Set(open.slice(0, lookUps));
  let failedInARow = 0;
  const ask = askOne(run, services);
  const search = searchAnswered(run, now, services);
  const lookUp: LookUp = async (row) => {
    // A closed ticket needs no outcome: its listing has ended (R15).
    if (row.closedAt !== undefined) return {};
    if (!asked.has(row)) return search(row);
    const { failure, ...found } = await ask(row);
    failedInARow = failure ? failedInARow + 1 : 0;
    if (failure && endsRun(failure, failedInARow)) throw failure;
    if (failure) log.warn(failure.message, { deliverable: deliverableId(row), code: failure.code });
    // It backs off like a look-up without a result. Otherwise it would come first in every run.
    return found;
  };

  const written: Ticket[] = [];
  const bundles: Notice[] = [];
  let failed = 0;
  const passOver = (row: AttentionRow, { message, code }: NotifierError): void => {
    failed += 1;
    log.error(message, { deliverable: deliverableId(row), code });
  };
  let ended: CutShort | undefined;
  for (let from = 0; from < due.length && !ended; from += MOST_MEMBERS) {
    const decided: Decided[] = [];
    ended = await withOutageLimit(
      due.slice(from, from + MOST_MEMBERS),
      async (row) => {
        if (clock.now() >= stopAt) return;
        // First: a ticket that cannot be read would use up the budget in every run.
        const ticket = await reader.ticket(row);
        if (!ticket) return;
        const decide = decideBy(await lookUp(row), now);
        decided.push({ row, ticket, decide, decision: decide(ticket) });
      },
      passOver,
    );
    // What was looked up is stored, however the look-ups ended.
    const stored = await storeEnds(decided, now, run, services, passOver);
    written.push(...stored.written);
    bundles.push(...stored.bundles);
    ended ??= stored.cutShort;
  }
  const done = { written, bundles, failed };
  if (ended?.error instanceof SourceError) return { ...done, failure: ended.error, ended: true };
  return { ...done, ended: false, ...(ended && { cutShort: ended }) };
};

type Decide = (ticket: Ticket) => GoneDecision;
type Decided = { row: AttentionRow; ticket: Ticket; decide: Decide; decision: GoneDecision };

const decideBy =
  (found: { inquiry?: Inquiry } | undefined, now: number): Decide =>
  (ticket) =>
    found ? decideGone(ticket, found.inquiry, now) : defined({ change: markUnverifiedIfOpen(ticket) });

/** Writes what the look-ups decided; breaches above a number as one bundle (R27). */
const storeEnds = async (
  decided: readonly Decided[],
  now: number,
  run: SweepRun,
  services: SweepServices,
  passOver: (row: AttentionRow, error: NotifierError) => void,
): Promise<{ written: Ticket[]; bundles: Notice[]; cutShort: CutShort | undefined }> => {
  const written: Ticket[] = [];
  const changes = decided.flatMap(({ decision: { change } }) => (change ? [change] : []));
  const breaches = await bundleBreaches(changes, run, services);
  let isSure = true;
  const cutShort = await withOutageLimit(
    decided,
    async (one) => {
      const ticket = await writeEnd(one, breaches.tell, now, services);
      if (ticket) written.push(ticket);
    },
    ({ row }, error) => {
      isSure = false;
      passOver(row, error);
    },
  );
  // A write that failed may take effect yet, and a bundle that is shown by then would not list its ticket.
  return { written, bundles: isSure && !cutShort ? breaches.notices() : [], cutShort };
};

const askOne =
  ({ stopAt }: SweepRun, { source }: SweepServices) =>
  async ({ inquiryId }: AttentionRow): Promise<{ inquiry?: Inquiry; failure?: SourceError }> => {
    try {
      return defined({ inquiry: await source.inquiry(inquiryId, stopAt) });
    } catch (failure) {
      if (failure instanceof SourceError) return { failure };
      throw failure;
    }
  };

/** Reads the ANSWER list of a window once. After two that failed in a row it reads no more: that would be a loop on an error. */
const searchAnswered = (
  { vendor, zone, stopAt }: SweepRun,
  now: number,
  { source, log }: SweepServices,
): LookUp => {
  let failedInARow = 0;
  const answered = new Map<number, Map<string, Inquiry>>();
  const today = dateAt(now, zone);
  return async ({ inquiryAt, inquiryId }) => {
    const [number] = windowsHolding(inquiryAt, today, zone);
    if (number === undefined) return undefined;
    let known = answered.get(number);
    if (!known) {
      if (failedInARow >= FAILURES_IN_A_ROW) return undefined;
      const window = dateWindow(today, number);
      const { reading, failure } = await source.read(window, 'ANSWER', stopAt);
      known = new Map(reading.inquiries.map((inquiry) => [inquiry.inquiryId, inquiry]));
      answered.set(number, known);
      const fields = { vendorId: vendor.vendorId, window: window.firstDate, status: 'ANSWER' };
      if (failure) log.error(failure.message, { ...fields, code: failure.code });
      if (failure && failure.reach !== 'reading') throw failure;
      failedInARow = failure ? failedInARow + 1 : 0;
    }
    const inquiry = known.get(inquiryId);
    return inquiry && { inquiry };
  };
};

const writeEnd = async (
  { row: key, ticket: known, decide, decision: first }: Decided,
  tell: (change: TicketChange) => TicketChange,
  now: number,
  { reader, writer }: SweepServices,
): Promise<Ticket | undefined> => {
  let again: { at: number; lookUps: number } | undefined;
  const written = await writeDecided(
    ticketId(key),
    async (isAgain) => {
      const ticket = isAgain ? await reader.ticket(key) : known;
      if (!ticket) return undefined;
      const { change, lookUpAgainAt: at } = isAgain ? decide(ticket) : first;
      again = at === undefined ? undefined : { at, lookUps: ticket.poll.lookUps + 1 };
      return change && tell(change);
    },
    ({ before, facts, event }) => writer.change(before, facts, event, now),
  );
  if (again) await writer.noteLookUp(key, again.at, again.lookUps);
  return written;
};
