import { deliverableId } from '../../../lib/domain/delivery/deliverable.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import type { Message } from '../memory-slack.ts';
import type { Report } from '../violation.ts';
import { createSightings, type Sighting } from './sightings.ts';
import type { Habit, Spell } from './habits.ts';
import {
  ANSWERED_MS,
  CARD_WITHIN_MS,
  complainTo,
  hasFlapped,
  isBlind,
  isWarning,
  LEFT_ALONE_MS,
  type Seen,
  SHOWN_MS,
  SLACK_MS,
} from './judging.ts';
import type { CoupangTruth, Request } from './record.ts';
import type { ServedCall } from './serve.ts';
import { findPast } from './spells.ts';

const PRIMARY_GAP_MS = 15 * MINUTE_MS;
/** A list may lag so long behind an answer (R15). */
const LISTS_LAG_MS = 2 * HOUR_MS;
/** The end of a request whose card names no post shows in its absence, between two readings of the older dates. */
const TWO_OLDER_READINGS_MS = 12 * MINUTE_MS;
const RECENT_MS = 6 * DAY_MS;
/** More than the time between two pages of a poll. */
const NEXT_READING_MS = MINUTE_MS / 2;

/**
 * Knows what agents asked, what Coupang's pages showed, and what Slack shows. Knows none of the program's rules.
 * @param isKnown whether the vendor has been read for days
 * @param stampErrorMs how far the time of a post may be from the truth
 */
export const createJudge = (
  truth: CoupangTruth,
  spells: readonly Spell[],
  { isKnown, stampErrorMs, report }: { isKnown: boolean; stampErrorMs: number; report: Report },
) => {
  const sightings = createSightings(truth);
  const lastPrimary = new Map<string, number>();
  /** When each list last showed a page. */
  const lastPage = new Map<string, number>();
  /** Since when every page of a list has been unreadable. */
  const unreadableSince = new Map<string, number>();
  /** When a list first showed an inquiry. */
  const firstRowAt = new Map<string, number>();
  let checkedMessages = 0;
  let cards = 0;
  let excused = 0;

  const complain = complainTo(report);
  const had = findPast(spells);

  const checkPrimaryGap = (endpoint: string, now: number): void => {
    const before = lastPrimary.get(endpoint) ?? now;
    const isRefused = (status: string): boolean =>
      had(before, now, (habit) => habit.is === 'refuses' && habit.endpoint === status);
    // If both lists are refused, one try asks for one of them.
    const since =
      isRefused('NO_ANSWER') && isRefused('TRANSFER') ? Math.max(...lastPrimary.values()) : before;
    const gapMs = now - since;
    if (gapMs > PRIMARY_GAP_MS + SLACK_MS)
      report({
        rule: 'primary',
        problem: `${endpoint} was not read for ${Math.round(gapMs / MINUTE_MS)} min`,
      });
  };

  /** The tickets that are cards of a request: those that name its post, or those of its inquiry that name no post. */
  const ticketsOf = (request: Request, { tickets }: Seen): { own: Ticket[]; unnamed: Ticket[] } => {
    const all = tickets.filter(({ key }) => key.inquiryId === request.inquiryId);
    const own = all.filter((ticket) => postOf(ticket) === request.answerId);
    const named = new Set(truth.requests.map(({ answerId }) => answerId));
    return { own, unnamed: all.filter((ticket) => !named.has(postOf(ticket))) };
  };

  /** Whether its 24 hours were over when pages showed it beside a newer request. Then the newer request's card is enough. */
  const isOverBesideNewer = ({ inquiryId, askedAt }: Request, since: number): boolean =>
    askedAt + DAY_MS < since &&
    truth.openRequests(inquiryId).some((newer) => newer.askedAt > askedAt && newer.madeAt <= since);

  const isGone = (lastAt: number): boolean =>
    ['NO_ANSWER', 'TRANSFER'].every((list) => (lastPage.get(list) ?? 0) > lastAt + NEXT_READING_MS);

  /**
   * Until when a request may look answered. Wrong times date the answer before it after it, on every page. Its flag asks, as in a list that
   * lags behind the answer.
   */
  const looksAnsweredUntil = ({ inquiryId, askedAt }: Request): number => {
    const answers = truth
      .latest(inquiryId)
      .posts.filter(({ by, at }) => by === 'vendor' && at <= askedAt && at > askedAt - 2 * stampErrorMs);
    return Math.max(...answers.map(({ at }) => at + stampErrorMs + LISTS_LAG_MS));
  };

  const checkCard = (sighting: Sighting, seen: Seen): void => {
    const { request, rowSince, postSince, lastAt } = sighting;
    // A vendor whose lists nobody has read may have requests that were over before.
    const wasOver = !isKnown && request.askedAt + DAY_MS < (postSince ?? rowSince ?? Infinity);
    if (request.ended || wasOver) return;
    const { own, unnamed } = ticketsOf(request, seen);
    const isShown = (since: number | undefined): since is number =>
      since !== undefined &&
      lastAt - since >= SHOWN_MS &&
      seen.now - Math.max(since, looksAnsweredUntil(request)) > SHOWN_MS + CARD_WITHIN_MS + SLACK_MS;
    const siblings = seen.tickets.filter(({ key }) => key.inquiryId === request.inquiryId);
    const needsOwn = isShown(postSince) && !isOverBesideNewer(request, postSince);
    const needs = needsOwn ? [...own, ...unnamed] : isShown(rowSince) ? siblings : undefined;
    if (!needs) return;
    // Once both lists are read without a row whose post no page shows, a card that names no post may be closed.
    const mayBeClosed = postSince === undefined && isGone(lastAt) ? unnamed : [];
    const isOpen = (ticket: Ticket): boolean => ticket.facts.state !== 'closed';
    if (needs.some((ticket) => hasCard(ticket, seen) && (isOpen(ticket) || mayBeClosed.includes(ticket))))
      return void (cards += 1);
    const since = postSince ?? rowSince ?? 0;
    if (isBlind(seen, Math.min(request.askedAt, since), seen.now)) return void (excused += 1);
    const states = needs.map(({ key, facts }) => `${key.answerId} ${facts.state} ${facts.announcement}`);
    complain(
      'card',
      request.inquiryId,
      `${request.answerId} is shown and has no open card (${states.join()})`,
    );
  };

  const checkTwice = (inquiryId: string, seen: Seen): void => {
    // A replaced card says that another card follows.
    const all = seen.tickets.filter(
      (ticket) =>
        ticket.key.inquiryId === inquiryId && hasCard(ticket, seen) && ticket.facts.outcome !== 'replaced',
    );
    const named = Map.groupBy(all, postOf);
    const requests = truth.requests.filter((request) => request.inquiryId === inquiryId);
    const twice = requests.find(({ answerId }) => (named.get(answerId)?.length ?? 0) > 1);
    if (twice) return complain('twice', inquiryId, `${twice.answerId} has two cards`);
    const isOpenAt =
      (at: number) =>
      ({ madeAt, ended }: Request): boolean =>
        madeAt <= at && (ended?.at ?? Infinity) >= at;
    // A post that asks again is another request. The post's own card is that of the request that was open when it came.
    const taken = [...named.values()].flatMap(([ticket]) => {
      const ofPost = requests.filter(({ answerId }) => ticket && answerId === postOf(ticket));
      const [first] = ofPost;
      const isOpen = isOpenAt((ticket && cardAt(ticket, seen)) ?? 0);
      // A row may show a newer request by the posts of an old copy. Then the card of the old post is that of the newer request. A card that
      // came after every end shows what an old copy asks, and is that of none.
      return ofPost.find(isOpen) ?? (first && requests.find(isOpen)) ?? [];
    });
    const free = requests.filter((request) => !taken.includes(request));
    for (const ticket of all.filter(
      (candidate) => !requests.some(({ answerId }) => answerId === postOf(candidate)),
    )) {
      const at = cardAt(ticket, seen) ?? 0;
      const isOpen = isOpenAt(at);
      const meant = free.findIndex(isOpen);
      if (meant >= 0) free.splice(meant, 1);
      // The card names no post. If the post's time moved later, nobody can distinguish it from a new request.
      else if (requests.some((request) => isOpen(request) && (request.movedAt ?? 0) <= at))
        return complain('twice', inquiryId, `${ticket.key.answerId} is a second card of what is asked`);
    }
  };

  const checkFlaps = (ticket: Ticket): void => {
    const { inquiryId, answerId } = ticket.key;
    const made = truth.requests.filter((request) => request.inquiryId === inquiryId);
    if (
      hasFlapped(
        ticket,
        made.map(({ madeAt }) => madeAt),
      )
    )
      complain('flaps', inquiryId, `${answerId} was re-opened twice in an hour`);
  };

  const checkWarning = (message: Message, seen: Seen): void => {
    const ticket = seen.tickets.find(({ key }) => deliverableId(key) === message.deliverable);
    if (!ticket || !isWarning(message)) return;
    const { inquiryId } = ticket.key;
    const ofInquiry = truth.requests.filter((request) => request.inquiryId === inquiryId);
    const own = ofInquiry.filter(({ answerId }) => answerId === postOf(ticket));
    const ends = (own.length > 0 ? own : ofInquiry).map(({ ended }) => ended?.at ?? Infinity);
    // An old copy may show an inquiry for the first time after its end. Before, no call could be made for it.
    const endedAt = Math.max(...ends, firstRowAt.get(inquiryId) ?? 0);
    const { inquiryAt = 0 } = truth.inquiries.get(inquiryId) ?? {};
    const isOlder = own.length === 0 && inquiryAt < message.postedAt - RECENT_MS;
    if (endedAt + ANSWERED_MS + (isOlder ? TWO_OLDER_READINGS_MS : 0) >= message.postedAt) return;
    const from = message.postedAt - ANSWERED_MS - LEFT_ALONE_MS;
    if (had(from, message.postedAt, (habit) => hindersLookUp(habit, inquiryId))) return;
    const ago = Math.round((message.postedAt - endedAt) / MINUTE_MS);
    complain('warned', inquiryId, `${message.name} was sent ${ago} min after the end`);
  };

  /** Checks that a ticket closes only if its post has ended. A card that names no post may close. */
  const checkClosed = ({ key, facts }: Ticket): void => {
    if (facts.state !== 'closed' || facts.announcement === 'none') return;
    const own = truth.requests.filter(
      ({ inquiryId, answerId }) => inquiryId === key.inquiryId && answerId === postOf({ key }),
    );
    const [request] = own;
    if (own.length === 1 && request && !request.ended)
      complain('closed', key.inquiryId, `${request.answerId} was closed as ${facts.outcome}, and still asks`);
    // Wrong times may date the answer before the request.
    const askedAt = Math.max(request?.askedAt ?? 0, request?.movedAt ?? 0) + 2 * stampErrorMs;
    const isAnswered = request?.ended?.how === 'answered' && request.ended.at > askedAt;
    if (own.length === 1 && isAnswered && facts.outcome === 'unknown')
      complain('outcome', key.inquiryId, `${request.answerId} was answered, and its card says unknown`);
  };

  /** Lists that cannot be true for an hour must be announced as blindness. */
  const checkDisagreement = (seen: Seen): void => {
    const from = seen.now - HOUR_MS;
    const lasts = (is: (habit: Habit) => boolean): boolean =>
      spells.some((spell) => spell.from <= from && spell.until > seen.now && is(spell.habit));
    const isUnreadable = [...unreadableSince.values()].some((since) => since <= from);
    // A list of older dates that misses a request is no blindness.
    const ofRecentWeek = [...sightings.all()].map(({ request }) => request).filter(({ ended }) => !ended);
    const pending = seen.tickets.filter(
      (ticket) =>
        ticket.facts.state !== 'closed' &&
        ticket.facts.openedAt < from - HOUR_MS &&
        ticket.facts.dueAt > seen.now &&
        ofRecentWeek.some(({ answerId }) => answerId === postOf(ticket)),
    );
    const isEmpty =
      pending.length > 1 &&
      lasts((habit) => habit.is === 'empty' && habit.lists.length > 1) &&
      !had(from - LEFT_ALONE_MS, seen.now, ({ is }) => is !== 'empty');
    if ((isUnreadable || isEmpty) && !isBlind(seen, from, seen.now))
      report({
        rule: 'silence',
        problem: `the lists ${isUnreadable ? 'are unreadable' : 'are empty'}, and nobody knows`,
      });
  };

  return {
    onCall: (call: ServedCall): void => {
      const { endpoint, at, ok, isUnreadable } = call;
      for (const { inquiryId } of call.rows) firstRowAt.set(inquiryId, firstRowAt.get(inquiryId) ?? at);
      if (endpoint !== 'NO_ANSWER' && endpoint !== 'TRANSFER') return;
      checkPrimaryGap(endpoint, at);
      lastPrimary.set(endpoint, at);
      if (ok) lastPage.set(endpoint, at);
      if (isUnreadable) unreadableSince.set(endpoint, unreadableSince.get(endpoint) ?? at);
      else if (ok) unreadableSince.delete(endpoint);
      sightings.note(call);
    },
    /** Judges what holds now. */
    check: (seen: Seen): void => {
      for (const endpoint of lastPrimary.keys()) checkPrimaryGap(endpoint, seen.now);
      for (const sighting of sightings.all()) checkCard(sighting, seen);
      for (const inquiryId of new Set(seen.tickets.map(({ key }) => key.inquiryId)))
        checkTwice(inquiryId, seen);
      for (const ticket of seen.tickets) {
        checkFlaps(ticket);
        checkClosed(ticket);
      }
      for (const message of seen.messages.slice(checkedMessages)) checkWarning(message, seen);
      checkedMessages = seen.messages.length;
      checkDisagreement(seen);
    },
    counts: () => ({ cards, excused }),
  };
};

const postOf = ({ key }: Pick<Ticket, 'key'>): string => key.answerId;

const cardAt = ({ key }: Ticket, { messages }: Seen): number | undefined =>
  messages.find(({ deliverable, name }) => deliverable === deliverableId(key) && name === 'card')?.postedAt;

const hasCard = (ticket: Ticket, seen: Seen): boolean => cardAt(ticket, seen) !== undefined;

/** Whether a habit keeps the program from asking Coupang about an inquiry, or from a true answer. */
const hindersLookUp = (habit: Habit, inquiryId: string): boolean => {
  switch (habit.is) {
    case 'behind':
      return habit.of === 'look-up' && habit.byMs > MINUTE_MS;
    case 'refuses':
      return habit.endpoint === 'look-up';
    case 'breaks-row':
      return Number(inquiryId) % 5 === habit.rest;
    case 'renames':
      return habit.field !== 'replyAt';
    // A withdrawal is a word of the post.
    case 'no-ids':
      return true;
    default:
      return false;
  }
};
