import { defined } from '../defined.ts';
import { newestPostId } from '../inquiry/asking-posts.ts';
import type { Post } from '../inquiry/inquiry.ts';
import { isOneOf } from '../is-one-of.ts';
import type { Listing } from '../reading/merge-readings.ts';
import { isLeft, SOURCE_RULES } from '../registry/source-rules.ts';
import { type Kind, SOURCES } from '../sources.ts';
import { announce, closeTicket, mayWait, type TicketChange, updateTicket } from '../ticket/ticket-changes.ts';
import { ANNOUNCED_AT_LATEST_MS, isProvisionalId, ownPostId, provisionalId } from '../ticket/ticket-id.ts';
import {
  type ClosedTicket,
  isClosed,
  type PollNotes,
  type Ticket,
  type TicketFacts,
  type TicketKey,
} from '../ticket/ticket.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/durations.ts';
import {
  hasNewerEnd,
  isEnd,
  isOlderCopy,
  isPast,
  lastEndOf,
  LISTS_LAG_MS,
  reopen,
  reopenedRecently,
} from './reopen.ts';
import { clockOfNew, clockOfReopened, hasMovedLater, lackedAtOf } from './request-clock.ts';
import {
  type Compared,
  fingerprintOf,
  kindOf,
  knownPostsOf,
  linkedIds,
  ownPostOf,
  seenFacts,
  shownFacts,
  siblingsOf,
} from './row-facts.ts';
import type { IntakeContext, ShownRequest, Verdict } from '../request/source-rules.ts';

/** The changes by a row. Writes go in this order: `creates`, `changes`, `notes`. After a crash in between, the next poll continues. */
export type Comparison = {
  /** The tickets that the row shows, so that they are not absent. */
  shown: TicketKey[];
  creates: NewTicket[];
  changes: TicketChange[];
  notes: { key: TicketKey; notes: PollNotes }[];
};
export type NewTicket = { key: TicketKey; facts: TicketFacts };

const ANNOUNCED_AFTER_MS = 2 * MINUTE_MS;

type Sight = IntakeContext & {
  row: Listing;
  requests: readonly ShownRequest[];
  /** The row's newest request, or any ticket of a row without requests. */
  isNewest: (answerId: string) => boolean;
  tickets: readonly Ticket[];
  /** When the inquiry was last lacked before this row. */
  lackedAt: number | undefined;
};

type Look<Type extends Ticket = Ticket> = {
  ticket: Type;
  own: Post | undefined;
  verdict: Verdict;
  isOlder: boolean;
  isNewest: boolean;
};
type ClosedLook = Look<ClosedTicket>;

type Part = Partial<Comparison>;

/**
 * Compares a row of an open list with the tickets of its inquiry (R15). Where they agree, nothing happens. A row that disagrees with a
 * closed ticket starts look-ups, and `compareLookUp` decides. Assumption: lists-follow-flags.
 * @param tickets all tickets of the inquiry, read consistently
 */
export const compareRow = (row: Listing, tickets: readonly Ticket[], context: IntakeContext): Comparison => {
  const { source, now } = context;
  const requests = SOURCE_RULES[source].requestsOf(row.inquiry, tickets.length > 0);
  const newest = requests.at(-1)?.answerId;
  const isNewest = (answerId: string): boolean => newest === undefined || newest === answerId;
  const lackedAt = lackedAtOf(row.inquiry, tickets, context);
  const sight: Sight = { ...context, row, requests, isNewest, tickets, lackedAt };
  const looks = tickets.map((ticket) => lookAt(ticket, sight));

  const isOver = isLeft(source, row.inquiry.inquiryAt ?? now, now);
  const created = (isOver ? [] : requests)
    .filter(({ answerId }) => !tickets.some(({ key }) => key.answerId === answerId))
    .flatMap((request) => createRequest(request, sight));
  const compared = looks.map((look) =>
    isClosedLook(look) ? compareClosed(look, sight) : compareOpen(look, sight),
  );
  const parts: Part[] = [...compared, { creates: created, shown: created.map(({ key }) => key) }];
  const closing = new Set(compared.flatMap(({ changes = [] }) => changes.filter(isClosing).map(keyOfChange)));
  const open = tickets.filter(({ key, facts }) => facts.state !== 'closed' && !closing.has(key.answerId));
  const isQuiet = closing.size === 0 && !isOver && !looks.some(({ isOlder }) => isOlder);
  if (requests.length === 0 && open.length === 0 && isQuiet) parts.push(compareProvisional(looks, sight));
  return replaceProvisional(joinParts(parts), open, sight);
};

const lookAt = (ticket: Ticket, { row: { inquiry }, isNewest, source, now }: Sight): Look => ({
  ticket,
  own: ownPostOf(inquiry, ticket.key),
  verdict: SOURCE_RULES[source].judge(ticket, inquiry, now),
  isOlder: isOlderCopy(ticket, inquiry, now),
  isNewest: isNewest(ticket.key.answerId),
});

const isClosedLook = (look: Look): look is ClosedLook => isClosed(look.ticket);

/** Whether the row shows the request as asking. `false` also if it does not show the request's own post. */
const isListed = ({ ticket: { key }, own, verdict, isNewest }: Look): boolean =>
  (own !== undefined || ownPostId(key) === undefined) &&
  (verdict.is === 'asks' || (verdict.is === 'answered-but-asks' && isNewest));

const compareOpen = (look: Look, sight: Sight): Part => {
  const { ticket, verdict, isOlder, isNewest } = look;
  const { row, now } = sight;
  const { facts } = ticket;
  const shown = [ticket.key];
  if (isOlder) return { shown, notes: noteOlder(ticket, ticket.poll.olderSince ?? now) };
  if (verdict.is === 'ended' && (verdict.isNew || !reopenedRecently(facts, now)))
    return { shown, changes: [closeTicket(ticket, verdict.end, now, seenFacts(ticket, row, isNewest, now))] };
  // A newer request of the inquiry asks, so this one is absent.
  if (verdict.is === 'answered-but-asks' && !isNewest) return {};
  // Neither listed nor absent: the row lacks its own post, or shows just the end from before a re-opening.
  if (!isListed(look)) return { shown };
  const notes = noteOlder(ticket, undefined);
  const { provisional } = facts;
  const isUnannounced = provisional?.announceAt !== undefined;
  if (isUnannounced && row.beganAt < provisional.seenAt + ANNOUNCED_AFTER_MS) return { shown, notes };
  const seen = { ...seenFacts(ticket, row, isNewest, now), ...markOf(ticket, sight, 'open') };
  if (isUnannounced) return { shown, notes, changes: [announce(ticket, seen)] };
  const isSame = facts.state === 'open' && facts.fingerprint === seen.fingerprint;
  return {
    shown,
    notes,
    changes: isSame || mayWait(ticket, seen, now) ? [] : [updateTicket(ticket, seen, now)],
  };
};

/** A row that lists a closed ticket starts look-ups, unless the agent asked again on the same post. */
const compareClosed = (look: ClosedLook, sight: Sight): Part => {
  const { ticket, own, isOlder, isNewest } = look;
  const shown = [ticket.key];
  const isShown = sight.requests.some(({ answerId }) => answerId === ticket.key.answerId);
  if (!isShown || !isListed(look)) return {};
  // A row of a list whose filter Coupang ignored re-opens nothing.
  if (!sight.row.mayBeProvisional) return { shown };
  if (isPast(ticket)) return comparePast(look, sight);
  const isLater = hasMovedLater(ticket, own, sight.now);
  if (isLater && !isOlder && isNewest) return { shown, changes: [reopenByRow(ticket, sight)] };
  return startLookUps(look, sight);
};

/** A request that was past is compared no more, until a list shows that it waits now. */
const comparePast = ({ ticket, own, isNewest }: ClosedLook, sight: Sight): Part => {
  const { row, tickets, now, source } = sight;
  const waits =
    isNewest && isOneOf(row.kind, SOURCES[source].neverPast) && !hasNewerEnd(ticket, tickets, now);
  // A ticket leaves the index when its inquiry is lacked.
  const wasLacked = ticket.facts.fingerprint === undefined && now - ticket.outbox.changedAt >= DAY_MS;
  if (waits || hasMovedLater(ticket, own, now) || wasLacked)
    return { shown: [ticket.key], changes: [reopenByRow(ticket, sight)] };
  return markListed(ticket, sight, 'past');
};

/**
 * The look-ups of a closed ticket begin when a row first lists it, and at each time at which it may re-open. A ticket that is listed again
 * within an hour continues its look-ups.
 */
const startLookUps = ({ ticket, isOlder }: ClosedLook, sight: Sight): Part => {
  const { now } = sight;
  const { poll } = ticket;
  const marked = markListed(ticket, sight, 'closed');
  const isFirst = poll.listedSince === undefined || now - (poll.agreedAt ?? now) >= HOUR_MS;
  const olderSince = isOlder ? (poll.olderSince ?? now) : undefined;
  if (!isFirst && poll.agreedAt === undefined && olderSince === poll.olderSince) return marked;
  const { olderSince: _, agreedAt: __, ...kept } = poll;
  const notes = isFirst
    ? defined({ lookUps: 0, lookUpAt: now, listedSince: now, lackedAt: sight.lackedAt, olderSince })
    : { ...kept, ...defined({ olderSince }) };
  return { ...marked, notes: [{ key: ticket.key, notes }] };
};

/** Keeps a listed closed ticket in the index, so that the next poll can skip the same row. */
const markListed = (ticket: ClosedTicket, sight: Sight, as: Compared): Part => {
  const mark = markOf(ticket, sight, as);
  const shown = [ticket.key];
  if (ticket.facts.fingerprint === mark.fingerprint) return { shown };
  return {
    shown,
    changes: [{ before: ticket, facts: { ...ticket.facts, ...mark }, event: 'TicketChanged' }],
  };
};

/** `facts`: without a state for a new ticket. */
type Marked = { key: TicketKey; facts: { kind: Kind; state?: TicketFacts['state'] } };

const markOf = ({ key, facts }: Marked, { row, isNewest, tickets }: Sight, as: Compared) => {
  const isFirst = isNewest(key.answerId);
  const kind = isFirst ? kindOf(row, facts.kind, facts.state === 'closed') : facts.kind;
  const rows = tickets.map((ticket) => ({ ...ticket.key, ...ticket.facts, ...ticket.delivery }));
  const compared = { as, kind, isNewest: isFirst, linked: linkedIds(key.answerId, rows) };
  return { siblings: siblingsOf(key, tickets), fingerprint: fingerprintOf(row, key, compared) };
};

const reopenByRow = (ticket: ClosedTicket, sight: Sight): TicketChange => {
  const { row, isNewest, now } = sight;
  const seen = seenFacts(ticket, row, isNewest(ticket.key.answerId), now);
  return reopen(ticket, { ...seen, ...markOf(ticket, sight, 'open') }, row.inquiry, sight);
};

const createRequest = (request: ShownRequest, sight: Sight): NewTicket[] => {
  const { row, tickets, now, source } = sight;
  const key = keyOf(request.answerId, sight);
  const isProvisional = isProvisionalId(key.answerId);
  const isNewest = sight.isNewest(key.answerId);
  const openings = isNewest && !isProvisional ? openingsOf(tickets) : [];
  const { isPast: wasPast, ...clock } = clockOfNew(request, isNewest, { ...sight, openings });
  // The list of another kind may hold this row, too, and was not read completely. The next poll decides.
  if (wasPast && isNewest && !row.kindIsSure) return [];
  const ofRow = { knownPosts: knownPostsOf(row.inquiry), provisional: { seenAt: row.beganAt } };
  const facts = { ...newFacts(key, request, sight), ...clock, ...(isProvisional && ofRow) };
  const verdict: Verdict = isProvisional
    ? { is: 'asks' }
    : SOURCE_RULES[source].judge({ key, facts }, row.inquiry, now);
  const isLate =
    verdict.is === 'answered-but-asks' &&
    (!isNewest || now - lastEndOf(tickets, row.inquiry, now) < LISTS_LAG_MS);
  if (isLate) return [];
  const closed = { state: 'closed', closedAt: now } as const;
  if (verdict.is === 'ended')
    return row.mayBeProvisional ? [{ key, facts: { ...facts, ...verdict.end, ...closed } }] : [];
  const mark = (as: Compared) => markOf({ key, facts }, sight, as);
  if (wasPast)
    return [{ key, facts: { ...facts, ...mark('past'), outcome: 'unknown', endedBy: 'past', ...closed } }];
  if (!isProvisional)
    return [{ key, facts: { ...facts, ...mark('open'), state: 'open', announcement: 'card' } }];
  const provisional = { ...ofRow.provisional, announceAt: now + ANNOUNCED_AT_LATEST_MS };
  return [{ key, facts: { ...facts, provisional, state: 'open' } }];
};

/**
 * The row that opened a ticket did not show a newer request yet. A provisional ticket may stand for any request, and a row of past requests
 * may show them one by one.
 */
const openingsOf = (tickets: readonly Ticket[]): number[] =>
  tickets
    .filter((ticket) => !isProvisionalId(ticket.key.answerId) && !isPast(ticket))
    .map(({ facts }) => facts.openedAt);

const newFacts = (key: TicketKey, { post }: ShownRequest, { row, tickets, now }: Sight) => {
  const { text, isTextCut, ...seen } = shownFacts(key, row.inquiry, post);
  // A request without a post of its own shows a text that was erased from another ticket.
  const isErased = ownPostId(key) === undefined && tickets.some(({ facts }) => facts.erased);
  return {
    ...seen,
    ...(isErased ? { text: '', erased: true as const } : { text, ...defined({ isTextCut }) }),
    ...defined({ postAt: post?.at }),
    kind: row.kind,
    openedAt: now,
    steps: [],
    history: [],
    siblings: siblingsOf(key, tickets),
    announcement: 'none' as const,
  };
};

const keyOf = (answerId: string, { vendor, source, row: { inquiry } }: Sight): TicketKey => ({
  ...vendor,
  source,
  inquiryId: inquiry.inquiryId,
  answerId,
});

/**
 * A row without a request is one provisional request (R10) while its inquiry has no open ticket: the lists show only that somebody must act.
 * It is none while the lists may lag behind an end.
 */
const compareProvisional = (looks: readonly Look[], sight: Sight): Part => {
  const { row, tickets, now, source } = sight;
  if (!row.mayBeProvisional) return {};
  const key = keyOf(provisionalId(newestPostId(row.inquiry)), sight);
  const known = looks.filter(isClosedLook).find(({ ticket }) => ticket.key.answerId === key.answerId);
  if (known && isPast(known.ticket)) return comparePast(known, sight);
  const ended = tickets.filter(isEnd);
  const [newest] = ended.toSorted((a, b) => b.facts.closedAt - a.facts.closedAt);
  if (newest && isOneOf(row.kind, SOURCES[source].staysListed) && !wasLackedSince(ended, sight))
    return markStill(newest, sight);
  if (row.beganAt - lastEndOf(tickets, row.inquiry, now) < LISTS_LAG_MS) return {};
  if (known?.ticket.facts.provisional?.announceAt !== undefined) return reopenSilent(known.ticket, sight);
  if (known) return startLookUps(known, sight);
  const creates = createRequest({ answerId: key.answerId }, sight);
  return { creates, shown: creates.map((created) => created.key) };
};

const wasLackedSince = (ended: readonly ClosedTicket[], { lackedAt }: Sight): boolean =>
  lackedAt !== undefined && ended.every(({ facts }) => facts.closedAt < lackedAt);

/** A confirmed request may stay listed. Its row agrees with the ticket, and is skipped until it changes. */
const markStill = (ticket: ClosedTicket, sight: Sight): Part => ({
  ...markListed(ticket, sight, 'closed'),
  notes: ticket.poll.lookUpAt === undefined ? [] : [{ key: ticket.key, notes: { lookUps: 0 } }],
});

/** It left the lists before people saw it. */
const reopenSilent = (ticket: ClosedTicket, sight: Sight): Part => {
  const { row, now } = sight;
  const seenAt = ticket.facts.provisional?.seenAt ?? row.beganAt;
  const seen = { ...seenFacts(ticket, row, true, now), ...clockOfReopened(ticket, undefined, sight) };
  const { siblings, fingerprint } = markOf(ticket, sight, 'open');
  const isDue = row.beganAt - seenAt >= ANNOUNCED_AFTER_MS;
  // A ticket without a fingerprint is compared by each poll.
  const facts = { ...seen, siblings, state: 'open' as const };
  const change = isDue
    ? announce(ticket, { ...seen, siblings, fingerprint })
    : { before: ticket, facts, event: 'TicketChanged' as const };
  return { shown: [ticket.key], changes: [change] };
};

/** A provisional ticket ends when another ticket of its inquiry shows the request. A new ticket inherits its claim. */
const replaceProvisional = (comparison: Comparison, open: readonly Ticket[], { now }: Sight): Comparison => {
  const { creates, changes } = comparison;
  const provisional = open.filter(({ facts }) => facts.provisional !== undefined);
  const opened = creates.filter(({ facts }) => facts.state === 'open' && facts.provisional === undefined);
  const reopened = changes.filter(({ event }) => event === 'TicketReopened').map(keyOfChange);
  const isReplaced = open.length > provisional.length || opened.length > 0 || reopened.length > 0;
  if (!isReplaced) return comparison;
  const replaced = new Set(provisional.map(({ key }) => key.answerId));
  const { claimedBy, claimedAt } =
    provisional.find(({ facts }) => facts.claimedBy !== undefined)?.facts ?? {};
  return {
    ...comparison,
    creates: creates.map((created, index) =>
      index === creates.length - 1 && created.facts.state === 'open'
        ? { ...created, facts: { ...created.facts, ...defined({ claimedBy, claimedAt }) } }
        : created,
    ),
    changes: [
      ...changes.filter((change) => !replaced.has(keyOfChange(change))),
      ...provisional.map((ticket) => closeTicket(ticket, { outcome: 'replaced' }, now)),
    ],
  };
};

const noteOlder = ({ key, poll }: Ticket, olderSince: number | undefined): Comparison['notes'] => {
  const { olderSince: before, ...kept } = poll;
  return before === olderSince ? [] : [{ key, notes: { ...kept, ...defined({ olderSince }) } }];
};

const isClosing = ({ facts }: TicketChange): boolean => facts.state === 'closed';
const keyOfChange = ({ before }: TicketChange): string => before.key.answerId;

const joinParts = (parts: readonly Part[]): Comparison => ({
  shown: parts.flatMap(({ shown = [] }) => shown),
  creates: parts.flatMap(({ creates = [] }) => creates),
  changes: parts.flatMap(({ changes = [] }) => changes),
  notes: parts.flatMap(({ notes = [] }) => notes),
});
