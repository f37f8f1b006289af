import { isDecided, isHandOver, orderPosts } from '../inquiry/asking-posts.ts';
import { isUnsignedClosing } from '../request/automatic-post.ts';
import { addDays, dateAt, weekdayOf } from '../time/dates.ts';
import type { Seen, Sighting, Verdict } from './evidence.ts';
import type { Inquiry, Post } from '../inquiry/inquiry.ts';
import { judgePosts } from '../request/judge-posts.ts';
import { ANSWER_LIMIT_MS } from '../ticket/ticket.ts';
import { MINUTE_MS } from '../time/durations.ts';

type HandOver = Post & { answerId: string; at: number };

/** A closing within this much of the deadline is on time. */
const ON_TIME_MS = 10 * MINUTE_MS;

/** A case against counts only if the agent's next post alone can have ended the flag. */
export const outlivesNextPost = ({ inquiry }: Sighting, { now }: Seen): Verdict[] => {
  const ordered = orderPosts(inquiry.posts);
  return handOversOf(inquiry).map((post) => {
    const later = ordered.slice(ordered.indexOf(post) + 1);
    if (isDecided(post) || !later.some(({ by }) => by === 'csAgent')) return undefined;
    if (post.transfer === 'requestAnswer') return true;
    const onlyAgents = later.every(({ by }) => by === 'csAgent');
    return post.transfer === 'answered' && onlyAgents && now < dueAtOf(post) ? false : undefined;
  });
};

export const fallsWithAnswer = ({ inquiry }: Sighting, { now }: Seen): Verdict[] =>
  handOversOf(inquiry).map((post) => {
    const key = { source: 'call-center' as const, answerId: post.answerId };
    const facts = { askedAt: post.at, askedAtUncertain: false, dueAt: dueAtOf(post) };
    const verdict = judgePosts({ key, facts }, inquiry, now);
    const isAnswered =
      verdict.is !== 'asks' && verdict.end.outcome === 'answered' && verdict.end.inTime === true;
    if (!isAnswered || post.transfer === 'unknown') return undefined;
    return post.transfer !== 'requestAnswer';
  });

export const beginsAsKnown = ({ inquiry }: Sighting): Verdict[] => {
  const handOvers = handOversOf(inquiry);
  return inquiry.posts.map((post) => {
    if (post.by === 'system') return true;
    return handOvers.some((handOver) => isUnsignedClosing({ dueAt: dueAtOf(handOver) }, post))
      ? false
      : undefined;
  });
};

export const closesAfter24Hours = ({ inquiry }: Sighting): Verdict[] =>
  closingsOf(inquiry).map(({ isOnTime }) => isOnTime);

/** Only weekends, since holidays differ by market and year. */
export const closesOverWeekend = ({ inquiry }: Sighting, { zone }: Seen): Verdict[] =>
  closingsOf(inquiry).map((closing) => (hasWeekend(closing, zone) ? closing.isOnTime : undefined));

/** A case is an answer that names no request, after which nobody but agents posted, and one or all requests of its turn ended. */
export const endsAllUnnamed = ({ inquiry }: Sighting): Verdict[] => {
  const ordered = orderPosts(inquiry.posts);
  const handOvers = handOversOf(inquiry);
  const others = ordered.filter(({ by }) => by !== 'csAgent');
  const answer = others.at(-1);
  const isNamed = handOvers.some(({ answerId }) => answerId === answer?.parentAnswerId);
  const isClosing =
    answer && handOvers.some((handOver) => isUnsignedClosing({ dueAt: dueAtOf(handOver) }, answer));
  if (answer?.by !== 'vendor' || isNamed || isClosing) return [];
  const before = others.at(-2);
  const turn = ordered.slice(before ? ordered.indexOf(before) + 1 : 0, ordered.indexOf(answer));
  const flags = handOvers
    .filter((post) => turn.includes(post) && !isDecided(post))
    .map(({ transfer }) => transfer);
  return [flags.includes('answered') ? !flags.includes('requestAnswer') : undefined];
};

const handOversOf = ({ posts }: Inquiry): HandOver[] =>
  orderPosts(posts).filter(
    (post): post is HandOver => isHandOver(post) && post.answerId !== undefined && post.at !== undefined,
  );

const dueAtOf = ({ at }: HandOver): number => at + ANSWER_LIMIT_MS;

type Closing = { askedAt: number; closedAt: number; isOnTime: boolean };

/**
 * Each automatic post with the hand-over that it closes: a hand-over that it names or whose deadline fits, otherwise the newest before it.
 */
const closingsOf = (inquiry: Inquiry): Closing[] => {
  const handOvers = handOversOf(inquiry);
  return inquiry.posts.flatMap(({ by, at: closedAt, parentAnswerId }) => {
    if (by !== 'system' || closedAt === undefined) return [];
    const before = handOvers.filter(({ at }) => at < closedAt);
    const named = before.filter(({ answerId }) => answerId === parentAnswerId);
    const meant = named.length > 0 ? named : before;
    const onTime = meant.find((handOver) => Math.abs(closedAt - dueAtOf(handOver)) <= ON_TIME_MS);
    const askedAt = (onTime ?? meant.at(-1))?.at;
    return askedAt === undefined ? [] : [{ askedAt, closedAt, isOnTime: onTime !== undefined }];
  });
};

const hasWeekend = ({ askedAt, closedAt }: Closing, zone: string): boolean => {
  const lastDate = dateAt(closedAt, zone);
  for (let date = dateAt(askedAt, zone); date <= lastDate; date = addDays(date, 1))
    if (['sat', 'sun'].includes(weekdayOf(date))) return true;
  return false;
};
