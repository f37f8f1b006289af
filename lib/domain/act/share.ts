import { defined } from '../defined.ts';
import { bySource, type Source, SOURCES } from '../sources.ts';
import { ticketId } from '../ticket/ticket-id.ts';
import type { TicketChange } from '../ticket/ticket-changes.ts';
import {
  type AttentionRow,
  type ClosedRow,
  isLongPast,
  type Ticket,
  type TicketFacts,
} from '../ticket/ticket.ts';
import { MINUTE_MS } from '../time/durations.ts';
import { decidePress } from './decide-press.ts';
import { onShift, ROSTER, type Roster, type RosterPerson } from './roster.ts';

export type SharePolicy = {
  roster: Roster;
  /** The sources that the vendor reads. Only their tickets are assigned and count as load. */
  sources: readonly Source[];
  /** The age at which a claim passes to the next person, ms: a little before it would return to the team (S6). */
  passOnMs: number;
};

type Claim = Pick<TicketFacts, 'claimedBy' | 'claimedAt'>;

/** `found`: the claim to replace. If it has changed meanwhile, nothing happens. */
export type Share = { ticket: Ticket; to: string; found: Claim };

/** Slack shows no more cards in a minute. A later minute handles the rest. */
const MOST_AT_ONCE = 60;
/** How long a group keeps its turn. track-sla and act must select the same group. */
const TURN_MS = 5 * MINUTE_MS;

/**
 * Rows that may need a person: shown in Slack, still to be answered, without a claim that counts. Hand-overs first, then the nearest
 * deadline. Every second turn belongs to the first group. The turns between belong to the other groups, since perhaps nobody on shift can
 * take the first group.
 */
export const waitingRows = (
  rows: readonly AttentionRow[],
  policy: SharePolicy,
  now: number,
): AttentionRow[] => {
  const waiting = rows
    .filter(
      (row) =>
        row.closedAt === undefined &&
        row.shownVersion > 0 &&
        mayBeAssigned(row, policy, now) &&
        isFree(row, policy.passOnMs, now),
    )
    .sort((a, b) => bySource(a, b) || a.dueAt - b.dueAt);
  const turn = Math.floor(now / TURN_MS);
  const others = Math.ceil(waiting.length / MOST_AT_ONCE) - 1;
  const place = turn % 2 === 0 || others < 1 ? 0 : 1 + (Math.floor(turn / 2) % others);
  return waiting.slice(place * MOST_AT_ONCE, (place + 1) * MOST_AT_ONCE);
};

/** Whether somebody on shift may get this ticket. Do-not-disturb and permissions are checked later. */
export const maySomebodyTake = (ticket: Ticket, policy: SharePolicy, now: number): boolean =>
  isWaiting(ticket, policy, now) && onShift(policy.roster, now).some(({ user }) => mayTake(ticket, user));

export type ShareLook = {
  /** The present tickets of the waiting rows. */
  tickets: readonly Ticket[];
  /** All rows of the vendor, for the open load. */
  rows: readonly AttentionRow[];
  /** Recently closed tickets. Among equals, the person with the fewest goes first. */
  closed: readonly Pick<ClosedRow, 'claimedBy'>[];
  /** People in do-not-disturb. */
  resting: ReadonlySet<string>;
};

/**
 * Assigns tickets (A9). A ticket goes to the person on shift who has the fewest open tickets relative to their weight. Recently closed
 * tickets and the order of the roster break ties. Nobody gets a ticket that they hold, released, or had from the roster before. After
 * everybody has let it go stale, the team is warned (S6).
 */
export const decideShares = (
  { tickets, rows, closed, resting }: ShareLook,
  policy: SharePolicy,
  now: number,
): Share[] => {
  const working = onShift(policy.roster, now).filter(({ user }) => !resting.has(user));
  const known = new Set(tickets.map(({ key }) => ticketId(key)));
  const others = rows.filter((row) => isLoad(row, policy, now) && !known.has(ticketId(row)));
  const open = countBy([...others, ...tickets.filter(isOpen).map(({ facts }) => facts)]);
  const lately = countBy(closed);
  const shares: Share[] = [];
  for (const ticket of tickets) {
    if (!isWaiting(ticket, policy, now)) continue;
    const { claimedBy, claimedAt } = ticket.facts;
    const next = pickNext(
      working.filter(({ user }) => mayTake(ticket, user)),
      open,
      lately,
    );
    if (next === undefined) continue;
    shares.push({ ticket, to: next.user, found: defined({ claimedBy, claimedAt }) });
    open.set(next.user, (open.get(next.user) ?? 0) + 1);
    if (claimedBy !== undefined) open.set(claimedBy, (open.get(claimedBy) ?? 1) - 1);
  }
  return shares;
};

/**
 * Makes the assignment, unless the ticket needs nobody any more, or its claim has changed.
 * @returns `undefined` if there is nothing to write
 */
export const shareTicket = (
  fresh: Ticket,
  { ticket, to, found }: Share,
  policy: SharePolicy,
  now: number,
): TicketChange | undefined => {
  const { claimedBy, claimedAt } = fresh.facts;
  const isAsFound = claimedBy === found.claimedBy && claimedAt === found.claimedAt;
  if (!isAsFound || !isWaiting(fresh, policy, now)) return undefined;
  const id = `${ROSTER}-${ticket.outbox.version}`;
  const pressed = decidePress(fresh, { id, by: ROSTER, channel: '', do: 'assign', to }, now);
  return pressed.is === 'change' ? pressed.change : undefined;
};

/** A claim without a time comes from an early release. It stays. */
const isFree = ({ claimedBy, claimedAt }: Claim, passOnMs: number, now: number): boolean =>
  claimedBy === undefined || (claimedAt !== undefined && now >= claimedAt + passOnMs);

/** A ticket with a pending or sent act needs nobody else. */
const isWaiting = (ticket: Ticket, policy: SharePolicy, now: number): boolean => {
  const { key, facts, delivery } = ticket;
  const isAtRest = facts.act === undefined || facts.act.progress === 'told';
  return (
    isOpen(ticket) &&
    delivery.ts !== undefined &&
    mayBeAssigned({ source: key.source, dueAt: facts.dueAt }, policy, now) &&
    isAtRest &&
    isFree(facts, policy.passOnMs, now)
  );
};

type Dated = Pick<AttentionRow, 'source' | 'dueAt'>;

/** If Coupang does not close a request at its deadline, an answer is worth an assignment for another day. */
const mayBeAssigned = ({ source, dueAt }: Dated, { sources }: SharePolicy, now: number): boolean =>
  sources.includes(source) &&
  (now < dueAt || (!SOURCES[source].closesAtDeadline && !isLongPast({ dueAt }, now)));

/** Requests that nobody ends at their deadline stay open for weeks. Long after it they are no load. */
const isLoad = (
  row: Dated & Pick<AttentionRow, 'closedAt'>,
  { sources }: SharePolicy,
  now: number,
): boolean =>
  row.closedAt === undefined &&
  sources.includes(row.source) &&
  (SOURCES[row.source].closesAtDeadline || !isLongPast(row, now));

const isOpen = ({ facts: { state } }: Ticket): boolean => state === 'open';

/** Excludes people who hold the ticket, released it, or had it from the roster before. */
const mayTake = ({ facts: { claimedBy, history } }: Ticket, user: string): boolean =>
  user !== claimedBy &&
  !history.some(
    ({ deed }) => (deed?.did === 'released' && deed.by === user) || (deed?.by === ROSTER && deed.to === user),
  );

type Counts = Map<string, number>;

const countBy = (all: readonly Pick<Claim, 'claimedBy'>[]): Counts => {
  const counts: Counts = new Map();
  for (const { claimedBy } of all)
    if (claimedBy !== undefined) counts.set(claimedBy, (counts.get(claimedBy) ?? 0) + 1);
  return counts;
};

/** The sort is stable, so that equals keep the order of the roster. */
const pickNext = (
  people: readonly RosterPerson[],
  open: Counts,
  lately: Counts,
): RosterPerson | undefined => {
  const loadOf = (counts: Counts, { user, weight }: RosterPerson): number => (counts.get(user) ?? 0) / weight;
  return people.toSorted(
    (a, b) => loadOf(open, a) - loadOf(open, b) || loadOf(lately, a) - loadOf(lately, b),
  )[0];
};
