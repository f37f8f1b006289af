import { defined } from '../../domain/defined.ts';
import { deliverableId } from '../../domain/delivery/deliverable.ts';
import {
  decideListedLookUp,
  decideLookUp,
  type ListedLookUp,
} from '../../domain/call-center/decide-look-up.ts';
import { type AbsenceKind } from '../../domain/ticket/find-absent.ts';
import type { Inquiry } from '../../domain/inquiry/inquiry.ts';
import type { AbsentTickets } from '../../domain/ticket/find-absent.ts';
import { needsLookUp, planLookUps, type PlannedLookUp } from '../../domain/ticket/plan-look-ups.ts';
import { inquiryName, ticketId } from '../../domain/ticket/ticket-id.ts';
import { type AttentionRow, isClosed, type Ticket } from '../../domain/ticket/ticket.ts';
import { SourceError } from '../ports/inquiry-source.ts';
import { TRACE, type TraceEvent } from '../ports/trace.ts';
import { type DecideEnd, type EndsStored, storeEnds } from './store-ends.ts';
import type { PollPorts } from './poll-ports.ts';
import type { SecondaryRun } from './sweep-run.ts';

type Answer = { inquiry: Inquiry | undefined } | undefined;
type DecideListed = (ticket: Ticket) => ListedLookUp;

/** The look-ups of a run, each a GET request (R14). A failure only affects look-ups. */
export type LookUps = {
  /** Makes the due look-ups. Skips tickets that this run looked up before, or whose absence was known. */
  make: (absent: AbsentTickets, shown: ReadonlySet<string>) => Promise<EndsStored>;
  /** By ticket id: whether a look-up of this run shows the ticket as open. Failed look-ups are missing. */
  asks: ReadonlyMap<string, boolean>;
  /** Due look-ups that could not be made. They count as made, and the answered lists replace them. */
  replaced: readonly AttentionRow[];
};

/** The budget applies to the whole run. Look-ups before a step do not count. */
export const createLookUps = (
  rows: readonly AttentionRow[],
  run: SecondaryRun,
  ports: PollPorts,
): LookUps => {
  const { clock, reader } = ports;
  const { secondary } = run;
  const planned = new Map<AttentionRow, AbsenceKind>();
  const asks = new Map<string, boolean>();
  const replaced: AttentionRow[] = [];
  let budget = run.lookUps;

  const decideBy = async (plan: PlannedLookUp, ticket: Ticket, now: number): Promise<DecideEnd> => {
    const { row, due, absence } = plan;
    const isBeforeStep = plan.isNearStep && needsLookUp(ticket, now);
    const withoutLookUp: DecideEnd = (read) =>
      defined({ change: decideLookUp(read, undefined, now, absence).change });
    if (!isBeforeStep && !due) return withoutLookUp;
    const mayLookUp = secondary.may('look-up');
    const mayAsk = mayLookUp && (isBeforeStep || budget > 0);
    // A repeated look-up waits for the budget of a later run. A due look-up that may not be made is replaced, unless the
    // answered lists may not be read either.
    const waits = mayLookUp ? due === 'repeated' : !due || !secondary.may('answer');
    if (!mayAsk && waits) return withoutLookUp;
    if (mayAsk && !isBeforeStep) budget -= 1;
    const answer = mayAsk ? await ask(row, run, ports) : undefined;
    if (answer) asks.set(ticketId(row), decideLookUp(ticket, answer.inquiry, now, absence).stillAsks);
    // The first failure, or the first inquiry that is not found, may be chance. The answered lists re-open nothing.
    const keepsFailing = !mayAsk || !secondary.may('look-up') || ticket.poll.lookUps > 0;
    if (!answer?.inquiry && due && row.closedAt === undefined && keepsFailing) replaced.push(row);
    return afterLookUp(plan, answer, now, await ofListed(row, answer, now));
  };

  /** Decides the change of a closed ticket whose older copy is listed. */
  const ofListed = async (row: AttentionRow, answer: Answer, now: number): Promise<DecideListed> => {
    const inquiry = answer?.inquiry;
    if (!inquiry || row.closedAt === undefined) return () => ({ creates: [] });
    const { state, vendor, zone, blindTimes } = run;
    const context = { ...state, vendor, zone, blindTimes, now };
    const others = (await reader.ticketsOf(row)).filter(({ key }) => ticketId(key) !== ticketId(row));
    return (ticket) =>
      isClosed(ticket) ? decideListedLookUp(ticket, inquiry, others, context) : { creates: [] };
  };

  const make: LookUps['make'] = async (absent, shown) => {
    const now = clock.now();
    const plans = planLookUps(rows, absent, shown, now).filter(
      ({ row, absence }) =>
        !planned.has(row) || (planned.get(row) === 'not-absent' && absence !== 'not-absent'),
    );
    for (const { row, absence } of plans) planned.set(row, absence);
    const prepare = async (plan: PlannedLookUp) => {
      if (clock.now() >= run.stopAt) return undefined;
      // Read the ticket first: an unreadable ticket would use up the budget in every run.
      const ticket = await reader.ticket(plan.row);
      return ticket && { ticket, decide: await decideBy(plan, ticket, now) };
    };
    return storeEnds(plans, prepare, ports);
  };
  return { make, asks, replaced };
};

const ask = async (
  row: AttentionRow,
  { stopAt, secondary }: SecondaryRun,
  { source, log }: PollPorts,
): Promise<Answer> => {
  try {
    const inquiry = await source.inquiry(row.inquiryId, stopAt);
    const event: TraceEvent = { did: 'looked-up', isFound: inquiry !== undefined };
    log.info(TRACE, { deliverable: inquiryName(row), ...event });
    secondary.note('look-up', undefined);
    return { inquiry };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    secondary.note('look-up', error);
    log.warn(error.message, { deliverable: deliverableId(row), code: error.code });
    return undefined;
  }
};

const afterLookUp =
  ({ absence, due }: PlannedLookUp, answer: Answer, now: number, ofListed: DecideListed): DecideEnd =>
  (ticket) => {
    const listed = ofListed(ticket);
    const decided = decideLookUp(ticket, answer?.inquiry, now, absence);
    const { change = listed.change, lookUpAgainAt: lookUpAt } = decided;
    const lookedUpAt = answer ? now : ticket.poll.lookedUpAt;
    // A look-up before a step keeps the schedule of a listed ticket. If it fails, the next poll tries again.
    const counts = absence !== 'not-absent' || due !== undefined;
    const notes = counts
      ? defined({ lookUpAt, lookUps: ticket.poll.lookUps + 1, lookedUpAt })
      : { ...ticket.poll, ...defined({ lookedUpAt }) };
    const { creates } = listed;
    return {
      creates,
      ...defined({ change }),
      ...(lookUpAt !== undefined && (counts || answer) && { notes }),
    };
  };
