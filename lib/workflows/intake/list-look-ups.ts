import { deliverableId } from '../../domain/delivery/deliverable.ts';
import { POLLED_RULES } from '../../domain/registry/polled-rules.ts';
import type { PolledLookUp } from '../../domain/ticket/source-rules.ts';
import type { AbsentTickets } from '../../domain/ticket/find-absent.ts';
import { needsLookUp, planLookUps, type PlannedLookUp } from '../../domain/ticket/plan-look-ups.ts';
import { inquiryName } from '../../domain/ticket/ticket-id.ts';
import type { AttentionRow } from '../../domain/ticket/ticket.ts';
import type { LookedUp, SourceClient } from '../ports/source-client.ts';
import { TRACE, type TraceEvent } from '../ports/trace.ts';
import type { PollPorts } from './poll-ports.ts';
import type { SourceCalls } from './source-calls.ts';
import { type EndsStored, storeEnds } from './store-ends.ts';

/** The most calls of one run, also for look-ups before a step (R31). */
const CALLS_A_RUN = 10;

const NOTHING: LookedUp = { found: new Map(), missing: new Set(), tried: new Set(), calls: 0 };

/**
 * Makes the due look-ups of a source that has no look-up of a single inquiry: the lists of their dates serve them together. A look-up that
 * the limit of calls left out stays due.
 */
export const makeListLookUps = async (
  client: SourceClient,
  run: {
    rows: readonly AttentionRow[];
    absent: AbsentTickets;
    listed: ReadonlySet<string>;
    calls: SourceCalls;
  },
  ports: PollPorts,
): Promise<EndsStored> => {
  const { clock, reader } = ports;
  const { rows, absent, calls } = run;
  const rules = POLLED_RULES[client.source];
  const now = clock.now();
  const planned = planLookUps(rows, absent, run.listed, now);
  const isPlanned = new Set(planned.map(({ row }) => row));
  const left = rows
    .filter((row) => row.closedAt === undefined && now - (row.inquiryAt ?? row.openedAt) >= rules.leftAfterMs)
    .filter((row) => !isPlanned.has(row))
    .map((row): PlannedLookUp => ({ row, absence: absent.get(row) ?? 'not-absent', isNearStep: false }));
  const plans = [...planned, ...left];

  const wanted: AttentionRow[] = [];
  for (const { row, due, isNearStep } of plans) {
    if (!calls.may('later')) break;
    const ticket = due || !isNearStep ? undefined : await reader.ticket(row);
    if (due || (ticket && needsLookUp(ticket, now))) wanted.push(row);
  }
  const answer = wanted.length === 0 ? NOTHING : await lookUp(client, wanted, calls, ports);
  const prepare = async ({ row, absence, due }: PlannedLookUp) => {
    const ticket = await reader.ticket(row);
    const shown = lookUpOf(row, answer);
    const isMade = wanted.includes(row) && answer.tried.has(row.inquiryId);
    const sight = { lookUp: shown, absence, isMade, counts: due !== undefined };
    return ticket && { ticket, decide: (read: typeof ticket) => rules.decideAbsence(read, sight, now) };
  };
  return storeEnds(plans, prepare, ports);
};

const lookUp = async (
  client: SourceClient,
  wanted: readonly AttentionRow[],
  calls: SourceCalls,
  { log }: PollPorts,
): Promise<LookedUp> => {
  const answer = await client.lookUp(wanted, { stopAt: calls.stopAt, calls: CALLS_A_RUN });
  const { failure, found, missing } = answer;
  calls.note('later', failure, found.size === 0 && missing.size === 0);
  if (failure) log.warn(failure.message, { deliverable: wanted.map(deliverableId)[0], code: failure.code });
  for (const row of wanted) {
    const { is } = lookUpOf(row, answer);
    const event: TraceEvent = { did: 'looked-up', isFound: is === 'found' };
    if (is !== 'unknown') log.info(TRACE, { deliverable: inquiryName(row), ...event });
  }
  return answer;
};

const lookUpOf = ({ inquiryId }: AttentionRow, { found, missing }: LookedUp): PolledLookUp => {
  const inquiry = found.get(inquiryId);
  if (inquiry) return { is: 'found', inquiry };
  return { is: missing.has(inquiryId) ? 'missing' : 'unknown' };
};
