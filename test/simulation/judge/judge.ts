import type { Notice } from '../../../lib/domain/notice/notice.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import type { Message } from '../memory-slack.ts';
import { idOf, type Report } from './violation.ts';
import type { Endpoint, Habit } from '../inconsistent/habits.ts';
import { type JudgedSource, LISTS_LAG_MS } from './judged-source.ts';
import type { Request } from '../inconsistent/record.ts';

/** Times without a step of the program, or in which it may not see everything. Epoch ms. */
export type Span = { from: number; until: number };

/** One call of the program. `ok`: Coupang answered with data. */
export type Shown = {
  at: number;
  endpoint: Endpoint;
  ok: boolean;
  /** A list whose rows have no usable inquiry id. */
  isUnreadable?: boolean;
  rows: readonly ShownRow[];
};

/**
 * A row of a page. It is listed as at `rowsAt`, with the posts of `postsAt`. `shows`: the requests that it recognisably asks. `isTimed`: it
 * shows when each of them was asked.
 */
export type ShownRow = {
  inquiryId: string;
  rowsAt: number;
  postsAt: number;
  shows: readonly string[];
  isTimed: boolean;
};

/** The present content of Slack and the table. */
export type Seen = {
  now: number;
  tickets: readonly Ticket[];
  notices: readonly Notice[];
  messages: readonly Message[];
};

/** Since when pages have shown a request without a break: its row, and the row as asking it. Epoch ms. */
type Sighting = { request: Request; rowSince: number; postSince: number | undefined; lastAt: number };

type Found = { problem: string; inquiryId?: string };

const SHOWN_MS = 5 * MINUTE_MS;
const CARD_WITHIN_MS = 5 * MINUTE_MS;
/** Polls and messages take part of a minute each. */
const SLACK_MS = 2 * MINUTE_MS;
const ANSWERED_MS = 25 * MINUTE_MS;
/** How long a kind of call may be left out after it failed. */
const LEFT_ALONE_MS = HOUR_MS;
/** A poll that dies keeps its lease for so long. */
const LEASE_MS = 3 * MINUTE_MS;
const PRIMARY_GAP_MS = 15 * MINUTE_MS;
/** The end of a request whose card names no post shows in its absence, between two readings of the older dates. */
const TWO_OLDER_READINGS_MS = 12 * MINUTE_MS;
const RECENT_MS = 6 * DAY_MS;
/** More than the time between two pages of a poll. */
const NEXT_READING_MS = MINUTE_MS / 2;
const GONE_FOR_MS = 20 * MINUTE_MS;
/** A request that no page shows for this long counts as no longer shown. */
const BREAK_MS = 4 * MINUTE_MS;
/**
 * A row without the request looks like an old copy of the request before it, if that request ended within this time. The same holds for one
 * that asks again, if the row does not show its new time.
 */
const OLD_COPY_MS = 150 * MINUTE_MS;
/** Later, too, such a request looks like an old copy: a reader may ask Coupang twice before a card follows. */
const ASK_TWICE_MS = 10 * MINUTE_MS;
/** So many look-ups in a run may be all that the run may make. */
const MOST_LOOK_UPS = 9;

type JudgeOptions = {
  of: JudgedSource;
  /** When the vendor reads the source. */
  on?: readonly Span[];
  /** When polls die. */
  troubled?: readonly Span[];
  report: Report;
};

const ALWAYS: readonly Span[] = [{ from: -Infinity, until: Infinity }];

const isOpenAt =
  (at: number) =>
  ({ madeAt, ended }: Request): boolean =>
    madeAt <= at && (ended?.at ?? Infinity) > at;

const isClosed = ({ facts }: Ticket): boolean => facts.state === 'closed';

/** Stored as past at first sight. Only the notice of past requests counts it. */
const isPast = ({ facts }: Ticket): boolean =>
  facts.state === 'closed' && facts.announcement === 'none' && facts.endedBy === 'past';

/** Judges one source of one vendor: what people asked, what Coupang's pages showed, and what Slack shows. Knows none of the program's rules. */
export const createJudge = ({ of, on = ALWAYS, troubled = [], report }: JudgeOptions) => {
  const { source, openLists, spells } = of;
  const sightings = new Map<Request, Sighting>();
  const lastShown = new Map<string, number>();
  /** When a page first showed an inquiry. */
  const firstShown = new Map<string, number>();
  /** When each open list was last asked for, last showed a page, and since when each of its pages has been unreadable. */
  const [lastCall, lastPage, unreadableSince] = [
    new Map<Endpoint, number>(),
    new Map<Endpoint, number>(),
    new Map<Endpoint, number>(),
  ];
  const pages: number[] = [];
  /** Runs that may have made all the look-ups that they may make. */
  const fullRuns: number[] = [];
  const closings = new Map<string, number>();
  let lookUps = 0;
  let checkedMessages = 0;
  let checks = 0;

  let byInquiry = new Map<string, Request[]>();
  const requestsOf = (inquiryId: string): readonly Request[] => {
    // Coupang's record may grow while the judge looks.
    if (byInquiry.size === 0) byInquiry = Map.groupBy(of.requests, (request) => request.inquiryId);
    return byInquiry.get(inquiryId) ?? [];
  };
  const lastShownIn = (list: Endpoint, inquiryId: string): number | undefined =>
    lastShown.get(`${list} ${inquiryId}`);
  const had = (from: number, to: number, is: (habit: Habit) => boolean): boolean =>
    spells.some((spell) => spell.from <= to && spell.until >= from && is(spell.habit));
  /** Whether the vendor read the source, and no poll died. */
  const isCalm = (from: number, to: number): boolean =>
    on.some((span) => span.from <= from && span.until >= to) && !isTroubled(from, to);
  const isTroubled = (from: number, to: number): boolean =>
    troubled.some((span) => span.from <= to && span.until >= from);
  const named = ({ key }: Ticket): Request[] =>
    requestsOf(key.inquiryId).filter(({ answerId }) => answerId === key.answerId);

  const index = (whole: Seen) => {
    const tickets = whole.tickets.filter(({ key }) => key.source === source);
    const cards = Map.groupBy(
      whole.messages.filter(({ name }) => name === 'card'),
      ({ deliverable }) => deliverable,
    );
    const cardsOf = ({ key }: Ticket): Message[] => cards.get(idOf(key)) ?? [];
    return {
      ...whole,
      tickets,
      byInquiry: Map.groupBy(tickets, ({ key }) => key.inquiryId),
      cardsOf,
      isAnnounced: (ticket: Ticket): boolean => isPast(ticket) || cardsOf(ticket).length > 0,
      closed: tickets.filter((ticket) => {
        const { closedAt, announcement } = ticket.facts;
        const isNew = closedAt !== undefined && closings.get(idOf(ticket.key)) !== closedAt;
        if (isNew) closings.set(idOf(ticket.key), closedAt);
        return isNew && announcement !== 'none';
      }),
      warnings: whole.messages.slice(checkedMessages).filter(({ name }) => /^(step|escalation)\//.test(name)),
    };
  };
  type Indexed = ReturnType<typeof index>;

  /** Whether an announced blind time overlaps with a time. One that begins soon after an all-clear is announced by its edit (R17). */
  const isBlind = ({ notices, messages }: Seen, from: number, to: number): boolean =>
    notices.some(({ key, facts, delivery, outbox }) => {
      if (!('source' in facts) || facts.source !== source) return false;
      if (facts.about === 'all-clear' && facts.again)
        return facts.again.since <= to && delivery.shownVersion === outbox.version;
      return (
        facts.about === 'blind' &&
        messages.some(({ deliverable }) => deliverable === idOf(key)) &&
        facts.since <= to &&
        (facts.until ?? Infinity) >= from
      );
    });

  /** The promises to the people who read Slack. Each one yields what breaks it. */
  const promises: Record<string, (seen: Indexed) => Iterable<Found>> = {
    /** A request that pages show without a break has an open card. A request that was over at first sight is counted in a notice. */
    *card({ now, byInquiry: tickets, isAnnounced }) {
      for (const { request, rowSince, postSince, lastAt } of sightings.values()) {
        if (!isOpenAt(now)(request)) continue;
        const isDue = (since = Infinity): boolean =>
          lastAt - since >= SHOWN_MS &&
          now - Math.max(since, of.looksAnsweredUntil(request)) >
            SHOWN_MS + CARD_WITHIN_MS + SLACK_MS + (isTroubled(since, now) ? 3 * LEASE_MS : 0);
        if (!isDue(rowSince)) continue;
        // A row without a request may be of any list while Coupang ignores the filter.
        if (postSince === undefined && had(rowSince, now, ({ is }) => is === 'ignores-filter')) continue;
        // Lists that may lag, or a first sight long after the answer, do not show since when it asks again.
        const { answeredAt } = request;
        const isLate = (repliedAt: number): boolean =>
          rowSince > repliedAt + LISTS_LAG_MS + SLACK_MS || !isUndisturbed(repliedAt, now);
        if (answeredAt !== undefined && isLate(answeredAt)) continue;
        const all = tickets.get(request.inquiryId) ?? [];
        const unnamed = all.filter((ticket) => named(ticket).length === 0);
        const own = all.filter(({ key }) => key.answerId === request.answerId);
        const known = (isDue(postSince) ? [...own, ...unnamed] : all).filter(isAnnounced);
        // Once the lists are read without a row that does not ask it, a card that names no post may be closed.
        const isGone = openLists.every((list) => (lastPage.get(list) ?? 0) > lastAt + NEXT_READING_MS);
        const mayBeClosed = postSince === undefined && isGone ? unnamed : [];
        checks += 1;
        if (known.some((ticket) => !isClosed(ticket) || isPast(ticket) || mayBeClosed.includes(ticket)))
          continue;
        if (known.length > 0 && had(rowSince - LEFT_ALONE_MS, now, of.mayShowEnd)) continue;
        const states = all.map(({ key, facts }) => `${key.answerId} ${facts.state} ${facts.announcement}`);
        const { inquiryId, answerId } = request;
        yield { inquiryId, problem: `${answerId} is shown and has no open card (${states.join()})` };
      }
    },

    /** A request has one card. */
    *twice({ byInquiry: tickets, cardsOf }) {
      for (const [inquiryId, ofInquiry] of tickets) {
        const again = ofInquiry.find((ticket) => cardsOf(ticket).length > (isPast(ticket) ? 0 : 1));
        if (again) yield { inquiryId, problem: `${again.key.answerId} is announced twice` };
        // A replaced card says that another card follows.
        const all = ofInquiry.filter(
          (ticket) => cardsOf(ticket).length > 0 && ticket.facts.outcome !== 'replaced',
        );
        const requests = requestsOf(inquiryId);
        const shownAt = (ticket: Ticket): number => cardsOf(ticket)[0]?.postedAt ?? ticket.facts.openedAt;
        // A post that asks again is another request. The post's own card is that of the request that was open when it came.
        const taken = all.flatMap((ticket) => {
          const isOpen = isOpenAt(shownAt(ticket));
          const own = named(ticket);
          // A row may show a newer request by the posts of an old copy. Then the card of the old post is that of the newer request. A card
          // that came after every end shows what an old copy asks, and is that of none.
          return own.find(isOpen) ?? (own.length > 0 ? requests.find(isOpen) : undefined) ?? [];
        });
        const free = requests.filter((request) => !taken.includes(request));
        for (const ticket of all.filter((candidate) => named(candidate).length === 0)) {
          const at = shownAt(ticket);
          const meant = free.findIndex(isOpenAt(at));
          if (meant >= 0) free.splice(meant, 1);
          // The card names no post. If the post's time moved later, nobody can distinguish it from a new request.
          else if (requests.some((request) => isOpenAt(at)(request) && (request.movedAt ?? 0) <= at))
            yield { inquiryId, problem: `${ticket.key.answerId} is a second card of what is asked` };
        }
      }
    },

    /** A ticket is not re-opened twice in an hour, unless somebody asks again. */
    *flaps({ tickets }) {
      for (const { key, facts } of tickets) {
        const reopened = facts.history.filter(({ name }) => name.startsWith('reopened-')).map(({ at }) => at);
        const hasFlapped = reopened.some((at, nth) => {
          const before = reopened[nth - 1] ?? -Infinity;
          const isNew = requestsOf(key.inquiryId).some(
            ({ madeAt }) => madeAt > before - HOUR_MS && madeAt <= at,
          );
          return at - before < HOUR_MS && !isNew;
        });
        if (hasFlapped)
          yield { inquiryId: key.inquiryId, problem: `${key.answerId} was re-opened twice in an hour` };
      }
    },

    /** Nobody is warned of a request whose end Coupang has shown for a while. */
    *warned({ tickets, warnings }) {
      for (const { deliverable, name, postedAt } of warnings) {
        const ticket = tickets.find(({ key }) => idOf(key) === deliverable);
        if (!ticket) continue;
        const { inquiryId } = ticket.key;
        const made = requestsOf(inquiryId).filter(({ madeAt }) => madeAt <= postedAt);
        const own = named(ticket)
          .filter((request) => made.includes(request))
          .slice(-1);
        const meant = own.length > 0 ? own : made;
        const ends = meant.map((request) =>
          isOpenAt(postedAt)(request) ? Infinity : of.endShowsAt(request, postedAt, lastShownIn),
        );
        // An old copy may show an inquiry for the first time after its end. Before, no call could be made for it.
        const endedAt = Math.max(...ends, firstShown.get(inquiryId) ?? 0);
        const isOlder = own.length === 0 && of.beganAt(inquiryId) < postedAt - RECENT_MS;
        if (endedAt + ANSWERED_MS + (isOlder ? TWO_OLDER_READINGS_MS : 0) >= postedAt) continue;
        const from = postedAt - ANSWERED_MS - LEFT_ALONE_MS;
        const rows = new Set(meant.flatMap(of.besides));
        const isHindered =
          had(from, postedAt, (habit) => [...rows].some((row) => of.hindersLookUp(habit, row))) ||
          !isCalm(Math.min(from, endedAt), postedAt) ||
          fullRuns.some((at) => at > postedAt - ANSWERED_MS);
        if (isHindered) continue;
        const ago = Math.round((postedAt - endedAt) / MINUTE_MS);
        yield { inquiryId, problem: `${name} was sent ${ago} min after the end` };
      }
    },

    /** A ticket closes only if its request has ended, at the latest during its run. A card that names no post may close. */
    *closed({ closed, now }) {
      for (const ticket of closed) {
        const { closedAt = 0, outcome } = ticket.facts;
        const [request, more] = named(ticket).filter(({ madeAt }) => madeAt <= closedAt);
        const isOpen = request && !more && isOpenAt(now)(request);
        const { inquiryId, answerId } = ticket.key;
        if (isOpen && !mayLookEnded(closedAt) && request.askedAt + 29 * DAY_MS > closedAt)
          yield { inquiryId, problem: `${answerId} was closed as ${outcome}, and still asks` };
      }
    },

    /** A card says how its request ended. */
    *outcome({ closed, now }) {
      for (const ticket of closed) {
        const { inquiryId, answerId } = ticket.key;
        const { closedAt = 0, outcome } = ticket.facts;
        const [request, more] = named(ticket).filter(({ madeAt }) => madeAt <= closedAt);
        if (!request?.ended || more) continue;
        // Wrong times may date the answer before the request.
        const askedAt = Math.max(request.askedAt, request.movedAt ?? 0) + 2 * of.stampErrorMs;
        const isAnswered =
          request.ended.how === 'answered' && request.ended.at > askedAt && request.ended.at <= now;
        if (isAnswered && outcome === 'unknown' && !mayLookEnded(closedAt))
          yield { inquiryId, problem: `${answerId} was answered, and its card says unknown` };
      }
    },

    /** A card says that a request was deleted only if it was, and no list shows it. */
    *deleted({ closed }) {
      for (const ticket of closed.filter(({ facts }) => facts.outcome === 'deleted')) {
        const { inquiryId } = ticket.key;
        const { closedAt = 0 } = ticket.facts;
        const isIn = (list: Endpoint, forMs: number): boolean =>
          (lastShownIn(list, inquiryId) ?? -Infinity) > closedAt - forMs;
        if (isIn('ALL', GONE_FOR_MS) || openLists.some((list) => isIn(list, MINUTE_MS)))
          yield { inquiryId, problem: 'closed as deleted, and a list shows it' };
        const isDeleted = requestsOf(inquiryId).some(
          ({ ended }) => ended?.how === 'deleted' && ended.at <= closedAt,
        );
        if (!isDeleted && !had(closedAt - HOUR_MS, closedAt, of.mayShowEnd))
          yield { inquiryId, problem: 'closed as deleted, and nobody deleted it' };
      }
    },

    /** Only what was over at first sight counts as past. One notice counts all of it when the source is switched on. */
    *past(seen) {
      const { now, messages } = seen;
      const past = seen.tickets.filter(isPast);
      for (const { key, facts } of past) {
        const { inquiryId } = key;
        const firstAt = Math.min(...requestsOf(inquiryId).map(({ askedAt }) => askedAt));
        if (firstAt - 2 * of.stampErrorMs + DAY_MS > facts.openedAt)
          yield { inquiryId, problem: 'counts as past before its deadline' };
        const readAt = pages.findLast((at) => at < facts.openedAt - SLACK_MS) ?? -Infinity;
        if (facts.openedAt - readAt < DAY_MS && isUndisturbed(-Infinity, facts.openedAt))
          yield { inquiryId, problem: 'counts as past, though its source was read a short time before' };
      }
      const notices = seen.notices.filter(({ facts }) => facts.about === 'past' && facts.source === source);
      const counted = notices.reduce((sum, { facts }) => sum + ('count' in facts ? facts.count : 0), 0);
      // The cards go before it, one a second.
      const lateMs = CARD_WITHIN_MS + SLACK_MS;
      const isPosted = notices.every(
        ({ key, outbox }) =>
          now - outbox.changedAt <= lateMs || messages.some(({ deliverable }) => deliverable === idOf(key)),
      );
      const oldest = Math.min(...past.map(({ facts }) => facts.openedAt));
      const isDue = now - oldest > lateMs && isUndisturbed(now - HOUR_MS / 4 - LEFT_ALONE_MS, now);
      if (counted > past.length || (isDue && counted < past.length))
        yield { problem: `${counted} past requests are reported, and there are ${past.length}` };
      if (notices.length > on.length || !isPosted)
        yield { problem: `${notices.length} notices of past requests for ${on.length} times` };
    },

    /** Nothing keeps the program from asking for the open lists. */
    *primary({ now }) {
      for (const list of lastCall.keys()) yield* findGap(list, now);
    },

    /** Lists that cannot be true for an hour are announced as blindness. */
    *silence(seen) {
      const { now } = seen;
      const [from, earlier] = [now - HOUR_MS, now - 2 * HOUR_MS];
      const isUnreadable = [...unreadableSince.values()].some((since) => since <= from);
      if (isUnreadable && !isBlind(seen, from, now))
        yield { problem: 'every row of a list is unreadable, and nobody knows' };
      for (const spell of spells) {
        if (spell.from > from || spell.until <= now) continue;
        const isAlone = !had(earlier, now, (habit) => habit !== spell.habit);
        if (!isAlone || !isCalm(earlier, now) || fullRuns.some((at) => at > earlier)) continue;
        // A list of older dates that misses a request is no blindness.
        const pending = seen.tickets.filter(
          (ticket) =>
            !isClosed(ticket) &&
            ticket.facts.openedAt < earlier &&
            ticket.facts.dueAt > now &&
            named(ticket).some((request) => isOpenAt(now)(request) && sightings.has(request)),
        );
        const lacked = pending.filter(({ key }) => of.hides(spell.habit, key.inquiryId));
        if (lacked.length < 2 || lacked.length * 10 < pending.length) continue;
        checks += 1;
        if (!isBlind(seen, from, now))
          yield { problem: `the lists lack ${lacked.length} requests, and nobody knows` };
      }
    },
  };

  const mayLookEnded = (at: number): boolean =>
    had(at - 2 * HOUR_MS, at, of.mayShowEnd) || !isCalm(at - 2 * HOUR_MS, at);
  const isUndisturbed = (from: number, to: number): boolean => !had(from, to, () => true) && isCalm(from, to);

  function* findGap(list: Endpoint, now: number): Iterable<Found> {
    const before = lastCall.get(list) ?? now;
    const isRefused = (open: Endpoint): boolean =>
      had(before, now, (habit) => habit.is === 'refuses' && habit.on.includes(open));
    // If all lists are refused, one try asks for one of them.
    const since = openLists.every(isRefused) ? Math.max(before, ...lastCall.values()) : before;
    const gap = Math.round((now - since) / MINUTE_MS);
    if (now - since > PRIMARY_GAP_MS + SLACK_MS && isCalm(since, now))
      yield { problem: `${list} was not read for ${gap} min` };
  }

  const run = (rule: string, found: Iterable<Found>): void => {
    for (const { problem, inquiryId } of found)
      report(
        inquiryId === undefined
          ? { rule, problem }
          : { rule, problem: `${inquiryId}: ${problem}`, concerns: inquiryId },
      );
  };

  /** The requests of the inquiry from before that ended a short time ago. */
  const justEnded = ({ inquiryId, madeAt }: Request, at: number): Request[] =>
    requestsOf(inquiryId).filter(
      (other) => other.madeAt < madeAt && other.ended && at - other.ended.at < OLD_COPY_MS,
    );
  const noteRow = (at: number, { inquiryId, rowsAt, postsAt, shows, isTimed }: ShownRow): void => {
    for (const request of requestsOf(inquiryId).filter(isOpenAt(at))) {
      const before = justEnded(request, at);
      const isSamePost = ({ answerId }: Request): boolean => answerId === request.answerId;
      const isPost =
        shows.includes(request.answerId) &&
        postsAt >= request.madeAt &&
        (isTimed || !before.some(isSamePost));
      if (Math.max(rowsAt, postsAt) < request.madeAt || (!isPost && before.length > 0)) continue;
      const known = sightings.get(request);
      const unbroken = known && at - known.lastAt <= BREAK_MS ? known : undefined;
      const looksOld = !isTimed && requestsOf(inquiryId).find(isSamePost) !== request;
      const since = looksOld ? at + ASK_TWICE_MS : at;
      sightings.set(request, {
        request,
        rowSince: unbroken?.rowSince ?? since,
        postSince: isPost ? (unbroken?.postSince ?? since) : undefined,
        lastAt: at,
      });
    }
  };

  return {
    onCall: ({ at, endpoint, ok, isUnreadable, rows }: Shown): void => {
      byInquiry.clear();
      if (!openLists.includes(endpoint)) lookUps += 1;
      for (const { inquiryId } of rows) {
        firstShown.set(inquiryId, firstShown.get(inquiryId) ?? at);
        lastShown.set(`${endpoint} ${inquiryId}`, at);
      }
      if (!openLists.includes(endpoint)) return;
      run('primary', findGap(endpoint, at));
      lastCall.set(endpoint, at);
      if (!ok) return;
      lastPage.set(endpoint, at);
      pages.push(at);
      if (!isUnreadable) unreadableSince.delete(endpoint);
      else unreadableSince.set(endpoint, unreadableSince.get(endpoint) ?? at);
      for (const row of rows) noteRow(at, row);
    },
    /** A poll ended. */
    onPolled: (at: number): void => {
      if (lookUps >= MOST_LOOK_UPS) fullRuns.push(at);
      lookUps = 0;
    },
    /** Judges what holds now. */
    check: (whole: Seen): void => {
      byInquiry.clear();
      const seen = index(whole);
      for (const [rule, find] of Object.entries(promises)) run(rule, find(seen));
      checkedMessages = whole.messages.length;
    },
    counts: () => ({ checks }),
  };
};
