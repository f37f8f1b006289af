import type { NotifierError } from '../../domain/notifier-error.ts';
import { isInForce } from '../../domain/reading/stops.ts';
import { deliverableId } from '../../domain/delivery/deliverable.ts';
import { SOURCE_RULES } from '../../domain/registry/source-rules.ts';
import { SOURCES } from '../../domain/sources.ts';
import type { AbsenceKind, AbsentTickets } from '../../domain/ticket/find-absent.ts';
import {
  needsLookUp,
  planLookUps,
  type LookUpRow,
  type PlannedLookUp,
  resumesAt,
} from '../../domain/intake/plan-look-ups.ts';
import {
  compareLookUp,
  type LookUpAnswer,
  type LookUpDecision,
} from '../../domain/intake/compare-look-up.ts';
import { inquiryName, isProvisionalId, ticketId } from '../../domain/ticket/ticket-id.ts';
import type { Ticket, TicketKey } from '../../domain/ticket/ticket.ts';
import { TRACE, type TraceEvent } from '../ports/log.ts';
import type { PollPorts, SourceRun } from './source-run.ts';
import { type Batch, newTicket } from './write-listing.ts';
import { withOutageLimit } from '../outbox/with-outage-limit.ts';
import { writeDecided } from '../outbox/write-decided.ts';

type Case = PlannedLookUp & { ticket: Ticket };

/** The look-ups of a source in one run, with one limit of calls. */
export const createLookUps = (run: SourceRun, batch: Batch, ports: PollPorts) => {
  const { client, rows } = run;
  const { clock, reader, writer, log } = ports;
  const kind = `look-up/${client.source}` as const;
  const decidedAs = new Map<string, AbsenceKind>();
  let calls = SOURCES[client.source].lookUpsPerPoll;

  /**
   * Makes the due look-ups, and decides about all absent tickets. Passes over tickets that an earlier call decided about.
   * @param listed ids of the tickets that the run's lists show
   * @param stored each ticket that the run has written: a closed one that is listed again may be in no row yet
   */
  const make = async (absent: AbsentTickets, listed: ReadonlySet<string>, stored: readonly Ticket[]) => {
    const now = clock.now();
    const planned = planLookUps(withListedAgain(rows, stored), absent, listed, now).filter(
      ({ row, absence }) => {
        const before = decidedAs.get(ticketId(row));
        return before === undefined || (before === 'not-absent' && absence !== 'not-absent');
      },
    );
    for (const { row, absence } of planned) decidedAs.set(ticketId(row), absence);
    const cases: Case[] = [];
    let failed = 0;
    const passOver = ({ row }: PlannedLookUp, { message, code }: NotifierError): void => {
      failed += 1;
      log.error(message, { deliverable: deliverableId(row), code });
    };
    // First, since an unreadable ticket would use up the look-ups of every poll.
    const unread = await withOutageLimit(
      planned,
      async (plan) => {
        const ticket = await reader.ticket(plan.row);
        if (ticket) cases.push({ ...plan, ticket });
      },
      passOver,
    );
    const continues = ({ due, ticket }: Case): boolean =>
      due === 'first' && resumesAt(ticket.poll, now) > now;
    const urgent = cases.filter(({ isNearStep, ticket }) => isNearStep && needsLookUp(ticket, now));
    const others = cases.filter((entry) => entry.due && !urgent.includes(entry) && !continues(entry));
    const answers = new Map([...(await ask(urgent, true)), ...(await ask(others, false))]);
    const written: Ticket[] = [];
    const unwritten = await withOutageLimit(
      cases,
      async (entry) => {
        const { row, absence, due } = entry;
        const isStopped = due !== undefined && !continues(entry) && isInForce(run.calls.stop(kind), now);
        const answer = answers.get(entry) ?? (isStopped ? ({ is: 'stopped' } as const) : undefined);
        const siblings = needsOthers(row, answer) ? await readOthers(row, ports) : [];
        const sight = { answer, absence, counts: due !== undefined, others: siblings };
        const decide = (ticket: Ticket): LookUpDecision => compareLookUp(ticket, sight, { ...batch, now });
        await store(entry.ticket, decide, written);
      },
      passOver,
    );
    const cutShort = unread ?? unwritten;
    return { written, failed, ...(cutShort && { cutShort }) };
  };

  /** Looks the tickets up. Those that the limit of calls left out stay due. */
  const ask = async (wanted: readonly Case[], isUrgent: boolean): Promise<[Case, LookUpAnswer][]> => {
    if (wanted.length === 0 || !run.calls.may(kind, isUrgent)) return [];
    const limits = { stopAt: run.calls.stopAt(kind, isUrgent), calls, repairs: run.repairs };
    const { found, missing, tried, made, failed } = await client.lookUp(
      wanted.map(({ row }) => row),
      limits,
    );
    calls -= made;
    run.calls.note(kind, failed?.failure, failed);
    if (failed) log.warn(failed.failure.message, { ...run.vendor, code: failed.failure.code });
    return wanted.flatMap((entry): [Case, LookUpAnswer][] => {
      const { inquiryId } = entry.row;
      if (!tried.has(inquiryId)) return [];
      const inquiry = found.get(inquiryId);
      const isProved = missing.get(inquiryId);
      if (!inquiry && isProved === undefined) return [[entry, { is: 'none' }]];
      const event: TraceEvent = { did: 'looked-up', isFound: inquiry !== undefined };
      log.info(TRACE, { deliverable: inquiryName(entry.row), ...event });
      return [[entry, inquiry ? { is: 'found', inquiry } : { is: 'missing', isProved: isProved === true }]];
    });
  };

  const store = async (
    known: Ticket,
    decide: (ticket: Ticket) => LookUpDecision,
    written: Ticket[],
  ): Promise<void> => {
    const { key } = known;
    const at = clock.now();
    let decided: LookUpDecision = {};
    const changed = await writeDecided(
      ticketId(key),
      async (isAgain) => {
        const ticket = isAgain ? await reader.ticket(key) : known;
        decided = ticket ? decide(ticket) : {};
        // Before the change: a card that ends as replaced says that another card follows.
        for (const create of decided.creates ?? []) {
          const created = await writer.create(newTicket(create.key, create.facts, at));
          if (created) written.push(created);
        }
        return decided.change;
      },
      ({ before, facts, event }) => writer.change(before, facts, event, at),
    );
    if (changed) written.push(changed);
    if (decided.notes) await writer.noteLookUp(key, decided.notes);
  };

  return make;
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
