import { deliverableId } from '../../../lib/domain/delivery/deliverable.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import {
  ANSWERED_MS,
  CARD_WITHIN_MS,
  complainTo,
  hasFlapped,
  isBlind,
  isWarning,
  LEFT_ALONE_MS,
  type Seen as Whole,
  SHOWN_MS,
  SLACK_MS,
} from '../inconsistent/judging.ts';
import { findPast } from '../inconsistent/spells.ts';
import type { Report } from '../violation.ts';
import { hindersAll, hindersLists, hindersLookUp, type QuestionSpell } from './habits.ts';
import type { Question, QuestionTruth, QuestionVersion } from './record.ts';
import type { ServedQuestions } from './serve.ts';

/** Times without a step of the program, or in which it may not see everything. Epoch ms. */
export type Span = { from: number; until: number };

/** The present content of Slack and the table, with what it shows of the questions. */
type Seen = Whole & {
  byQuestion: ReadonlyMap<string, Ticket[]>;
  /** How many cards each ticket has, by its id. */
  cards: ReadonlyMap<string, number>;
};

type JudgeOptions = {
  truth: QuestionTruth;
  spells: readonly QuestionSpell[];
  /** When the vendor reads questions. */
  on: readonly Span[];
  /** When polls die. */
  troubled: readonly Span[];
  report: Report;
};

/** A poll that dies keeps its lease for so long. */
const LEASE_MS = 3 * MINUTE_MS;
/** A question that no page shows for this long counts as no longer shown. */
const BREAK_MS = 4 * MINUTE_MS;
/** A question whose comment was deleted looks like an old copy. For two hours a reader may wait for the comment. */
const OLD_COPY_MS = 130 * MINUTE_MS;
/** A list may lag so long behind an answer (R10). */
const ASKS_AGAIN_MS = 2 * HOUR_MS;
const GONE_FOR_MS = 20 * MINUTE_MS;
/** When look-ups come after the lists lacked a question, then hourly (R15). */
const LOOK_UPS_MS = [0, 5, 15, 35].map((minutes) => minutes * MINUTE_MS);
/** So many calls for ALL in a run may be all that the run may make. */
const MOST_CALLS = 9;

/** Since when NOANSWER has shown a question without a break, with the same newest comment. Epoch ms. */
type Sighting = { inquiryId: string; after: string | undefined; since: number; lastAt: number };

/**
 * Knows what buyers and the seller did on the product pages, what Coupang's pages showed, and what Slack shows. Knows none of the program's
 * decisions.
 */
export const createQuestionJudge = ({ truth, spells, on, troubled, report }: JudgeOptions) => {
  const sightings = new Map<string, Sighting>();
  /** When NOANSWER last showed a question, and when ALL did. */
  const lastListed = new Map<string, number>();
  const lastInAll = new Map<string, number>();
  /** Comments after which NOANSWER still showed the question two hours later, by question. */
  const requestedAgain = new Map<string, Set<string>>();
  const fullRuns: number[] = [];
  const readings: number[] = [];
  let checkedMessages = 0;
  let checks = 0;

  const complain = complainTo(report);
  const had = findPast(spells);
  const overlaps = (spans: readonly Span[], from: number, to: number): boolean =>
    spans.some((span) => span.from <= to && span.until >= from);
  const isOn = (from: number, to: number): boolean =>
    on.some((span) => span.from <= from && span.until >= to);

  const ticketsOf = (inquiryId: string, { byQuestion }: Seen): Ticket[] => byQuestion.get(inquiryId) ?? [];
  const cardsOf = ({ key }: Ticket, { cards }: Seen): number => cards.get(deliverableId(key)) ?? 0;
  /** Stored as past at first sight. Only the notice of past questions counts it. */
  const isPast = ({ facts }: Ticket): boolean =>
    facts.state === 'closed' && facts.announcement === 'none' && facts.endedBy === 'past';

  /** Whether it waits for the seller, as far as its record shows. */
  const asks = ({ isDeleted, comments }: QuestionVersion): boolean => !isDeleted && comments.length === 0;

  const checkAnnounced = ({ inquiryId, after, since, lastAt }: Sighting, seen: Seen): void => {
    const { now } = seen;
    const version = truth.versionAt(inquiryId, now);
    const wasAnswered = truth.questions.get(inquiryId)?.versions.some(({ comments }) => comments.length > 0);
    const own = ticketsOf(inquiryId, seen);
    const grace = SHOWN_MS + CARD_WITHIN_MS + SLACK_MS + (overlaps(troubled, since, now) ? 3 * LEASE_MS : 0);
    if (after === undefined) {
      if (!asks(version) || lastAt - since < SHOWN_MS || now - since < grace) return;
      checks += 1;
      // With a comment at first sight, nobody waits for the seller.
      const found = own.filter(
        (ticket) => isKnown(ticket, seen) || (wasAnswered === true && ticket.facts.outcome === 'answered'),
      );
      if (found.length === 0)
        return complain('announced', inquiryId, `is listed and nobody knows (${describe(own)})`);
      // A past question is not announced again, and a row without its comments looks like an old copy.
      const lateMs = wasAnswered === true || had(since - DAY_MS, now, hindersLists) ? OLD_COPY_MS : 0;
      const isOpen = own.some((ticket) => ticket.facts.state !== 'closed' || isPast(ticket));
      const isShown = now - lastAt <= BREAK_MS;
      if (isShown && !isOpen && now - since > grace + lateMs && !had(since, now, hindersLists))
        complain('announced', inquiryId, `is listed and no card of it is open (${describe(own)})`);
      return;
    }
    const at = version.comments.at(-1)?.at ?? now;
    const isStill = version.comments.at(-1)?.commentId === after && !version.isDeleted && version.isListed;
    const isSure = since <= at + ASKS_AGAIN_MS && isOn(since, now) && !overlaps(troubled, since, now);
    if (!isStill || !isSure || lastAt - Math.max(since, at) < ASKS_AGAIN_MS + grace) return;
    if (had(at, now, () => true)) return;
    checks += 1;
    // Its first request may be past at first sight: so is the one after it.
    if (!own.some((ticket) => ticket.key.answerId === `after-${after}` && isKnown(ticket, seen)))
      complain('again', inquiryId, `is listed two hours after ${after} and nobody knows (${describe(own)})`);
  };
  const isKnown = (ticket: Ticket, seen: Seen): boolean => cardsOf(ticket, seen) > 0 || isPast(ticket);

  const checkTwice = (inquiryId: string, seen: Seen): void => {
    const own = ticketsOf(inquiryId, seen);
    for (const ticket of own) {
      const cards = cardsOf(ticket, seen);
      if (cards > 1 || (cards === 1 && isPast(ticket)))
        complain('twice', inquiryId, `${ticket.key.answerId} is announced twice`);
    }
    const most = 1 + (requestedAgain.get(inquiryId)?.size ?? 0);
    const cards = own.filter((ticket) => isKnown(ticket, seen)).length;
    if (cards > most) complain('twice', inquiryId, `has ${cards} announcements, and asked ${most} times`);
  };

  /** Since when the request of a ticket has ended, at a time. `undefined`: it asks. */
  const endedSince = ({ key, facts }: Ticket, at: number): number | undefined => {
    const versions = truth.questions.get(key.inquiryId)?.versions.filter((version) => version.at <= at) ?? [];
    const known = new Set(facts.knownPosts ?? []);
    const isOver = ({ isDeleted, comments }: QuestionVersion): boolean =>
      isDeleted || comments.some(({ commentId }) => !known.has(commentId));
    const lastAsking = versions.findLastIndex((version) => !isOver(version));
    return versions[lastAsking + 1]?.at;
  };

  /** The questions that one list of a question's dates shows beside it, and the question. */
  const besideOf = (inquiryId: string): Question[] => {
    const inquiryAt = truth.questions.get(inquiryId)?.inquiryAt ?? 0;
    return [...truth.questions.values()].filter(
      (other) => Math.abs(other.inquiryAt - inquiryAt) < 2 * DAY_MS,
    );
  };
  /**
   * When a look-up could first show the end. A comment shows at once. A deletion shows in what lists lack alone: NOANSWER and ALL must lack the
   * question, and ALL lags unless it showed the question before or shows a younger one (R31). No other call shows a deletion.
   */
  const endShowsAt = (inquiryId: string, endedAt: number, at: number): number => {
    if (!truth.versionAt(inquiryId, endedAt).isDeleted) return endedAt;
    const lackedAt = Math.max(endedAt, lastListed.get(inquiryId) ?? 0, lastInAll.get(inquiryId) ?? 0);
    if (lastInAll.has(inquiryId)) return lackedAt;
    const { inquiryAt = 0 } = truth.questions.get(inquiryId) ?? {};
    const younger = besideOf(inquiryId).filter(
      (other) =>
        other.inquiryAt > inquiryAt &&
        other.inquiryAt < inquiryAt + DAY_MS &&
        !truth.versionAt(other.inquiryId, at).isDeleted,
    );
    const provedAt = Math.min(...younger.map(({ versions: [first] }) => first?.at ?? Infinity));
    const lookedUpAt = LOOK_UPS_MS.map((afterMs) => lackedAt + afterMs).find((next) => next >= provedAt);
    return lookedUpAt ?? provedAt + HOUR_MS;
  };

  const checkWarnings = (seen: Seen): void => {
    for (const { deliverable, name, postedAt } of seen.messages.slice(checkedMessages).filter(isWarning)) {
      const ticket = seen.tickets.find(({ key }) => deliverableId(key) === deliverable);
      if (ticket?.key.source !== 'product') continue;
      const endedAt = endedSince(ticket, postedAt);
      const { inquiryId } = ticket.key;
      if (endedAt === undefined || endShowsAt(inquiryId, endedAt, postedAt) + ANSWERED_MS >= postedAt)
        continue;
      // A row that nobody can read may be the question's, so it hides a deletion.
      const hiding = truth.versionAt(inquiryId, endedAt).isDeleted ? besideOf(inquiryId) : [{ inquiryId }];
      const from = postedAt - ANSWERED_MS - LEFT_ALONE_MS;
      const isHindered =
        had(from, postedAt, (habit) => hiding.some((row) => hindersLookUp(habit, row.inquiryId))) ||
        overlaps(troubled, from, postedAt) ||
        !isOn(endedAt, postedAt) ||
        fullRuns.some((at) => at > postedAt - ANSWERED_MS);
      if (isHindered) continue;
      const ago = Math.round((postedAt - endedAt) / MINUTE_MS);
      complain('warned', inquiryId, `${name} was sent ${ago} min after the end`);
    }
    checkedMessages = seen.messages.length;
  };

  const closings = new Map<string, number>();
  /** Checks each closing once, when it is new. */
  const checkClosed = ({ key, facts }: Ticket): void => {
    if (facts.state !== 'closed' || facts.announcement === 'none') return;
    const { closedAt, outcome } = facts;
    const id = deliverableId(key);
    if (closings.get(id) === closedAt) return;
    closings.set(id, closedAt);
    const { inquiryId } = key;
    const version = truth.versionAt(inquiryId, closedAt);
    if (outcome === 'deleted') {
      const isInAll = (lastInAll.get(inquiryId) ?? -Infinity) > closedAt - GONE_FOR_MS;
      const isListed = (lastListed.get(inquiryId) ?? -Infinity) > closedAt - MINUTE_MS;
      if (isInAll || isListed)
        return complain(
          'deleted',
          inquiryId,
          `closed as deleted, and ${isInAll ? 'ALL' : 'NOANSWER'} shows it`,
        );
      const mayBeHidden = had(closedAt - HOUR_MS, closedAt, hindersAll);
      if (!version.isDeleted && !mayBeHidden)
        complain('deleted', inquiryId, 'closed as deleted, and nobody deleted it');
      return;
    }
    const isWaiting =
      version.isListed && version.comments.every(({ commentId }) => facts.knownPosts?.includes(commentId));
    const isOld = (truth.questions.get(inquiryId)?.inquiryAt ?? 0) + 29 * DAY_MS < closedAt;
    if (
      isWaiting &&
      !isOld &&
      isOn(closedAt - 2 * HOUR_MS, closedAt) &&
      !had(closedAt - 2 * HOUR_MS, closedAt, hindersAll)
    )
      complain('closed', inquiryId, `${key.answerId} was closed as ${outcome}, and still asks`);
  };

  const checkFlaps = (ticket: Ticket): void => {
    const { inquiryId, answerId } = ticket.key;
    const changedAt = truth.questions.get(inquiryId)?.versions.map(({ at }) => at) ?? [];
    if (hasFlapped(ticket, changedAt))
      complain('flaps', inquiryId, `${answerId} was re-opened twice in an hour`);
  };

  /** One notice counts all questions that were past when the source was switched on. */
  const checkPast = (seen: Seen): void => {
    const past = seen.tickets.filter((ticket) => ticket.key.source === 'product' && isPast(ticket));
    for (const { key, facts } of past) {
      const readBefore = readings.findLast((at) => at < facts.openedAt - SLACK_MS);
      const askedAt = truth.questions.get(key.inquiryId)?.inquiryAt ?? 0;
      if (askedAt + DAY_MS > facts.openedAt && key.answerId === '0')
        complain('past', key.inquiryId, 'counts as past before its deadline');
      const isRead = readBefore !== undefined && facts.openedAt - readBefore < DAY_MS;
      if (
        isRead &&
        !had(-Infinity, facts.openedAt, () => true) &&
        !overlaps(troubled, -Infinity, facts.openedAt)
      )
        complain('past', key.inquiryId, 'counts as past, though its source was read a short time before');
    }
    const notices = seen.notices.filter(({ facts }) => facts.about === 'past' && facts.source === 'product');
    const counted = notices.reduce((sum, { facts }) => sum + ('count' in facts ? facts.count : 0), 0);
    // The cards go before it, one a second.
    const isPosted = notices.every(
      ({ key, outbox }) =>
        seen.now - outbox.changedAt <= CARD_WITHIN_MS + SLACK_MS ||
        seen.messages.some(({ deliverable }) => deliverable === deliverableId(key)),
    );
    const oldest = Math.min(...past.map(({ facts }) => facts.openedAt));
    const isDue = past.length > 0 && seen.now - oldest > CARD_WITHIN_MS + SLACK_MS;
    if (counted > past.length)
      report({
        rule: 'past',
        problem: `${counted} past questions are reported, and there are ${past.length}`,
      });
    if (isDue && counted < past.length && isComplete(seen))
      report({ rule: 'past', problem: `${past.length} past questions, and the notices count ${counted}` });
    if (notices.length > on.length || !isPosted)
      report({ rule: 'past', problem: `${notices.length} notices of past questions for ${on.length} times` });
  };
  /** NOANSWER cannot be true for an hour, if ALL shows questions that it lacks: that must be announced as blindness. */
  const checkDisagreement = (seen: Seen): void => {
    const { now } = seen;
    const [from, earlier] = [now - HOUR_MS, now - 2 * HOUR_MS];
    const hides = ({ habit }: QuestionSpell): boolean =>
      (habit.is === 'empty' || (habit.is === 'hides-rows' && !habit.isCounted)) && habit.list === 'NOANSWER';
    const spell = spells.find((other) => hides(other) && other.from <= from && other.until > now);
    const isSure =
      isOn(earlier, now) &&
      !overlaps(troubled, earlier, now) &&
      !had(earlier, now, (habit) => habit !== spell?.habit) &&
      !fullRuns.some((at) => at > earlier);
    if (!spell || !isSure) return;
    const pending = seen.tickets.filter(
      ({ key, facts }) =>
        key.source === 'product' &&
        facts.state !== 'closed' &&
        facts.openedAt < earlier &&
        facts.dueAt > now &&
        asks(truth.versionAt(key.inquiryId, now)),
    );
    const lacked = pending.filter(({ key }) => spell.habit.is === 'empty' || Number(key.inquiryId) % 2 === 0);
    if (lacked.length < 2 || lacked.length * 10 < pending.length) return;
    checks += 1;
    if (!isBlind(seen, from, now, 'product'))
      report({ rule: 'silence', problem: `NOANSWER lacks ${lacked.length} questions, and nobody knows` });
  };
  /** Whether the lists have been complete for a while. The notice follows the first complete reading. */
  const isComplete = ({ now }: Seen): boolean =>
    isOn(now - HOUR_MS / 4, now) &&
    !had(now - HOUR_MS / 4 - LEFT_ALONE_MS, now, () => true) &&
    !overlaps(troubled, now - HOUR_MS / 4, now);

  return {
    onCall: ({ at, list, ok, rows }: ServedQuestions): void => {
      if (!ok) return;
      if (list === 'NOANSWER') readings.push(at);
      for (const { inquiryId, comments } of rows) {
        (list === 'ALL' ? lastInAll : lastListed).set(inquiryId, at);
        if (list === 'ALL') continue;
        const after = comments.at(-1);
        const known = sightings.get(inquiryId);
        const isSame = known && known.after === after && at - known.lastAt <= BREAK_MS;
        sightings.set(inquiryId, { inquiryId, after, since: isSame ? known.since : at, lastAt: at });
        const newest = truth.versionAt(inquiryId, at).comments.at(-1);
        for (const { commentId, at: commentedAt } of truth.versionAt(inquiryId, at).comments)
          if (at - commentedAt >= ASKS_AGAIN_MS && commentId === (after ?? newest?.commentId))
            requestedAgain.set(inquiryId, (requestedAgain.get(inquiryId) ?? new Set()).add(commentId));
      }
    },
    /** @param calls how many calls for ALL a poll made */
    onPolled: (at: number, calls: number): void => {
      if (calls >= MOST_CALLS) fullRuns.push(at);
    },
    /** Judges what holds now. */
    check: (whole: Whole): void => {
      const ofQuestions = whole.tickets.filter(({ key }) => key.source === 'product');
      const cards = new Map<string, number>();
      for (const { deliverable, name } of whole.messages)
        if (name === 'card') cards.set(deliverable, (cards.get(deliverable) ?? 0) + 1);
      const byQuestion = Map.groupBy(ofQuestions, ({ key }) => key.inquiryId);
      const seen = { ...whole, byQuestion, cards };
      for (const sighting of sightings.values()) checkAnnounced(sighting, seen);
      for (const ticket of ofQuestions) {
        checkFlaps(ticket);
        checkClosed(ticket);
      }
      for (const inquiryId of sightings.keys()) checkTwice(inquiryId, seen);
      checkWarnings(seen);
      checkPast(seen);
      checkDisagreement(seen);
    },
    counts: () => ({ checks }),
  };
};

const describe = (tickets: readonly Ticket[]): string =>
  tickets.map(({ key, facts }) => `${key.answerId} ${facts.state} ${facts.announcement}`).join();
