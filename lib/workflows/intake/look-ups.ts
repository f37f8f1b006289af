import type { NotifierError } from '../../domain/notifier-error.ts';
import { isInForce } from '../../domain/reading/stops.ts';
import { deliverableId } from '../../domain/delivery/deliverable.ts';
import { isLeft, SOURCE_RULES } from '../../domain/registry/source-rules.ts';
import { SOURCES } from '../../domain/sources.ts';
import type { AbsenceKind, AbsentTickets } from '../../domain/ticket/find-absent.ts';
import {
  needsLookUp,
  planLookUps,
  type LookUpRow,
  type PlannedLookUp,
  resumesAt,
} from '../../domain/ticket/plan-look-ups.ts';
import {
  compareLookUp,
  type LookUpAnswer,
  type LookUpDecision,
} from '../../domain/intake/compare-look-up.ts';
import { inquiryName, isProvisionalId, ticketId } from '../../domain/ticket/ticket-id.ts';
import type { Ticket, TicketKey } from '../../domain/ticket/ticket.ts';
import { TRACE, type TraceEvent } from '../ports/log.ts';
import type { PollPorts, SourceRun, SweepDone } from './source-run.ts';
import { type Batch, newTicket } from './write-listing.ts';
import { type CutShort, withOutageLimit } from '../outbox/with-outage-limit.ts';
import { writeDecided } from '../outbox/write-decided.ts';

type EndsStored = Pick<SweepDone, 'written' | 'failed'> & { cutShort?: CutShort };

export type LookUps = {
  /**
   * Makes the due look-ups, and decides about all absent tickets. Passes over tickets that an earlier call decided about.
   * @param listed ids of the tickets that the run's lists show
   * @param stored each ticket that the run has written: a closed one that is listed again may be in no row yet
   */
  make: (
    absent: AbsentTickets,
    listed: ReadonlySet<string>,
    stored: readonly Ticket[],
  ) => Promise<EndsStored>;
};

export const createLookUps = (run: SourceRun, batch: Batch, ports: PollPorts): LookUps => {
  const { client, rows } = run;
  const { clock, reader, writer, log } = ports;
  const kind = `look-up/${client.source}` as const;
  const absences = new Map<string, AbsenceKind>();
  let calls = SOURCES[client.source].lookUpsPerPoll;

  const plan = (
    absent: AbsentTickets,
    listed: ReadonlySet<string>,
    stored: readonly Ticket[],
    now: number,
  ): PlannedLookUp[] => {
    const due = planLookUps(withListedAgain(rows, stored), absent, listed, now);
    const left = rows.filter(
      (row) =>
        row.closedAt === undefined &&
        isLeft(row.source, row.inquiryAt ?? row.openedAt, now) &&
        !due.some((other) => other.row === row),
    );
    const all = [
      ...due,
      ...left.map((row) => ({ row, absence: absent.get(row) ?? 'not-absent', isNearStep: false }) as const),
    ].filter(
      ({ row, absence }) =>
        !absences.has(ticketId(row)) ||
        (absences.get(ticketId(row)) === 'not-absent' && absence !== 'not-absent'),
    );
    for (const { row, absence } of all) absences.set(ticketId(row), absence);
    return all;
  };

  const make: LookUps['make'] = async (absent, listed, stored) => {
    const now = clock.now();
    const tickets = new Map<PlannedLookUp, Ticket>();
    let failed = 0;
    const passOver = ({ row }: PlannedLookUp, { message, code }: NotifierError): void => {
      failed += 1;
      log.error(message, { deliverable: deliverableId(row), code });
    };
    // First, since an unreadable ticket would use up the look-ups of every poll.
    const unread = await withOutageLimit(
      plan(absent, listed, stored, now),
      async (planned) => {
        const ticket = await reader.ticket(planned.row);
        if (ticket) tickets.set(planned, ticket);
      },
      passOver,
    );
    const plans = [...tickets.keys()];
    const isUrgent = (planned: PlannedLookUp): boolean => {
      const ticket = tickets.get(planned);
      return planned.isNearStep && ticket !== undefined && needsLookUp(ticket, now);
    };
    const continues = (planned: PlannedLookUp): boolean =>
      planned.due === 'first' && resumesAt(tickets.get(planned)?.poll ?? { lookUps: 0 }, now) > now;
    const urgent = plans.filter(isUrgent);
    const answers = new Map([
      ...(await ask(urgent, true)),
      ...(await ask(
        plans.filter((planned) => planned.due && !urgent.includes(planned) && !continues(planned)),
        false,
      )),
    ]);
    const written: Ticket[] = [];
    const unwritten = await withOutageLimit(
      plans,
      async (planned) => {
        const { row, absence, due } = planned;
        const isStopped = due !== undefined && !continues(planned) && isInForce(run.calls.stop(kind), now);
        const answer = answers.get(planned) ?? (isStopped ? ({ is: 'stopped' } as const) : undefined);
        const sight = {
          answer,
          absence,
          counts: due !== undefined,
          others: needsOthers(row, answer) ? await readOthers(row, ports) : [],
        };
        const decide = (ticket: Ticket): LookUpDecision => compareLookUp(ticket, sight, { ...batch, now });
        await store(row, tickets.get(planned), decide, written);
      },
      passOver,
    );
    const cutShort = unread ?? unwritten;
    return { written, failed, ...(cutShort && { cutShort }) };
  };

  /** Looks the tickets up. Those that the limit of calls left out stay due. */
  const ask = async (
    wanted: readonly PlannedLookUp[],
    isUrgent: boolean,
  ): Promise<[PlannedLookUp, LookUpAnswer][]> => {
    if (wanted.length === 0 || !run.calls.may(kind, isUrgent)) return [];
    const limits = { stopAt: run.calls.stopAt(kind, isUrgent), calls, repairs: run.repairs };
    const { found, missing, tried, made, failed } = await client.lookUp(
      wanted.map(({ row }) => row),
      limits,
    );
    calls -= made;
    run.calls.note(kind, failed?.failure, failed);
    if (failed) log.warn(failed.failure.message, { ...run.vendor, code: failed.failure.code });
    return wanted.flatMap((planned): [PlannedLookUp, LookUpAnswer][] => {
      const { inquiryId } = planned.row;
      if (!tried.has(inquiryId)) return [];
      const inquiry = found.get(inquiryId);
      const isProved = missing.get(inquiryId);
      const event: TraceEvent = { did: 'looked-up', isFound: inquiry !== undefined };
      if (inquiry || isProved !== undefined)
        log.info(TRACE, { deliverable: inquiryName(planned.row), ...event });
      const answer: LookUpAnswer = inquiry
        ? { is: 'found', inquiry }
        : isProved === undefined
          ? { is: 'none' }
          : { is: 'missing', isProved };
      return [[planned, answer]];
    });
  };

  const store = async (
    key: TicketKey,
    known: Ticket | undefined,
    decide: (ticket: Ticket) => LookUpDecision,
    written: Ticket[],
  ): Promise<void> => {
    const at = clock.now();
    let decided: LookUpDecision = {};
    const changed = await writeDecided(
      ticketId(key),
      async (isAgain) => {
        const ticket = isAgain ? await reader.ticket(key) : known;
        decided = ticket ? decide(ticket) : {};
        return decided.change;
      },
      ({ before, facts, event }) => writer.change(before, facts, event, at),
    );
    if (changed) written.push(changed);
    for (const create of decided.creates ?? []) {
      const ticket = await writer.create(newTicket(create.key, create.facts, at));
      if (ticket) written.push(ticket);
    }
    if (decided.notes) await writer.noteLookUp(key, decided.notes);
  };

  return { make };
};

/** The index lags, and has no row of a closed ticket that was absent. */
const withListedAgain = (rows: SourceRun['rows'], stored: readonly Ticket[]): LookUpRow[] => {
  const again = new Map(
    stored.flatMap(({ key, facts, poll, ladder }) =>
      facts.closedAt === undefined
        ? []
        : [[ticketId(key), { ...key, ...facts, ...poll, ...ladder }] as const],
    ),
  );
  return [...rows.filter((row) => !again.has(ticketId(row))), ...again.values()];
};

const needsOthers = (row: LookUpRow, answer: LookUpAnswer | undefined): boolean => {
  if (row.closedAt !== undefined) return answer !== undefined;
  if (answer?.is !== 'found') return false;
  const requests = SOURCE_RULES[row.source].requestsOf(answer.inquiry, true);
  return isProvisionalId(row.answerId) || requests.some(({ answerId }) => answerId !== row.answerId);
};

const readOthers = async (row: TicketKey, { reader }: PollPorts): Promise<Ticket[]> =>
  (await reader.ticketsOf(row)).filter(({ key }) => ticketId(key) !== ticketId(row));
