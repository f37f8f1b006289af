import { dateAt } from '../../lib/domain/time/dates.ts';
import type { AllClearFacts } from '../../lib/domain/notice/notice-facts.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import type { Aftermath } from './check-outcome.ts';
import { TRACK_SETTINGS } from './create-world.ts';
import type { RequestPost } from './coupang-record.ts';
import { ZONE } from './memory-coupang.ts';
import type { BlindTime } from './sight-ledger.ts';
import type { Violation } from './violation.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../lib/domain/time/durations.ts';

const COUNTED_FOR_MS = 30_000;
/**
 * It lasts as long as two pending inquiries stay in no list, the lists hold many items that cannot be read, or both lists show
 * the same inquiries.
 */
const MAY_LAST: ReadonlySet<string> = new Set(['contradicted', 'format-changed', 'filter-ignored']);

/**
 * Each seen blind time has its notice, each ended one its all-clear, and the hand-overs that it hid were found (R17,
 * D10).
 */
export const checkBlindness = (aftermath: Aftermath): Violation[] => {
  const { notices, sight, tickets } = aftermath;
  const violation = (since: number, problem: string): Violation => ({
    rule: 'R17',
    problem,
    concerns: String(since),
  });
  const announced = new Set<number>();
  const cleared = new Map<number, AllClearFacts>();
  const countedAt = new Map<number, number>();
  const problems: Violation[] = sight.wasUnknown()
    ? [violation(0, 'a vendor that was never read was looked at for long, and could not be judged')]
    : [];
  // The notice keeps the finer cause with which it began.
  const pending = tickets.filter(({ facts, poll }) => facts.state !== 'closed' && poll.lookUps >= 2);
  const contradicts = pending.length >= 2;
  for (const {
    facts,
    outbox: { changedAt },
  } of notices) {
    if (facts.about === 'all-clear') {
      cleared.set(facts.since, facts);
      countedAt.set(facts.since, changedAt);
    }
    if (facts.about !== 'blind') continue;
    if (facts.state !== 'over' && (MAY_LAST.has(facts.cause) || contradicts)) continue;
    announced.add(facts.since);
    if (facts.state !== 'over') problems.push(violation(facts.since, 'a blindness is never over'));
  }
  for (const { since, by } of sight.seenBlind()) {
    const at = aftermath.bornAt(`blind/${since}`);
    // Soon after an all-clear, or before it, the vendor is still blind for the notice of the earlier time.
    const isSame = notices.some(
      ({ facts }) =>
        (facts.about === 'blind' || facts.about === 'all-clear') &&
        facts.since < since &&
        (aftermath.bornAt(`all-clear/${facts.since}`) ?? Infinity) >= by - HOUR_MS,
    );
    if (!isSame && (at === undefined || at > by))
      problems.push(violation(since, `the blind time since ${since} was seen and not announced`));
  }
  for (const since of announced) {
    const at = aftermath.bornAt(`blind/${since}`);
    if (at !== undefined && sight.wasAtRest(since, at))
      problems.push(violation(since, `blindness since ${since} was announced, and the program had been off`));
  }
  for (const since of new Set([...announced, ...cleared.keys()]))
    if (!sight.wasBlind(since))
      problems.push(violation(since, `blindness since ${since} was announced, and there was none`));
  for (const since of new Set([...announced, ...cleared.keys()]))
    if (cleared.get(since)?.state !== 'final')
      problems.push(violation(since, `the blind time since ${since} has no final all-clear`));
  for (const [since, { until, pause }] of cleared) {
    if (!pause) continue;
    if (announced.has(since)) problems.push(violation(since, 'an announced outage ended as a pause'));
    if (sight.ranWithin(pause)) problems.push(violation(since, 'a pause was announced, and the program ran'));
    const isWithin = pause.since >= since && pause.until <= until && pause.since < pause.until;
    if (!isWithin || until - pause.until > TRACK_SETTINGS.spans.blindMs)
      problems.push(violation(since, 'an announced pause is outside its blind time, or too early'));
  }
  for (const [since, facts] of cleared) {
    const firstEnd = sight.endOfBlind(since);
    // It waits for some complete readings in a row, so it may name a later one.
    const isAnEnd = sight
      .darkTimes()
      .some(({ until }) => until === facts.until && until >= (firstEnd ?? Infinity));
    if (!isAnEnd)
      problems.push(
        violation(since, `the all-clear gives ${facts.until} as the end, and it was ${firstEnd}`),
      );
    problems.push(...checkCounts(facts, countedAt.get(since) ?? 0, aftermath));
  }
  for (const blind of sight.blindTimes()) problems.push(...checkMissed(blind, aftermath));
  return problems;
};

/** An inquiry of the recent week with one hand-over and nothing unusual since. */
const isPlain = ({ inquiryId }: RequestPost, until: number, { coupang }: Aftermath): boolean => {
  const inquiryAt = coupang.inquiries.get(inquiryId)?.inquiry.inquiryAt;
  if (inquiryAt === undefined || coupang.entangled.has(inquiryId)) return false;
  return dateAt(inquiryAt, ZONE) >= dateAt(until - 5 * DAY_MS, ZONE);
};

/** Compares the all-clear's counts with what really happened at Coupang. */
const checkCounts = (facts: AllClearFacts, countedAt: number, aftermath: Aftermath): Violation[] => {
  const { coupang, tickets } = aftermath;
  const isWithin = (at: number): boolean => at > facts.since && at <= facts.until;
  const posts = [...coupang.record.posts.values()];
  const within = posts.filter(({ at }) => isWithin(at));
  const guessed = tickets.filter((ticket) => isGuessed(ticket, aftermath));
  const most = within.length + guessed.length;
  const isSpoilt = wasSpoilt(aftermath, facts.until, countedAt);
  // A post that was made later, with an earlier date, may be seen too late to be counted.
  const surely = within.filter(({ madeAt }) => madeAt <= facts.until);
  const plain = surely.filter((post) => isPlain(post, facts.until, aftermath));
  // The counts come from indexes, which have half a minute to catch up.
  const isBehind = aftermath.indexLagMs > COUNTED_FOR_MS;
  const least = isSpoilt || isBehind ? 0 : plain.filter((post) => isKept(post, tickets)).length;
  const due = posts.filter(({ at }) => isWithin(at + DAY_MS));
  const mostMissed = due.length + guessed.length;
  const words = (what: string, count: number, from: number, to: number): Violation[] =>
    count >= from && count <= to
      ? []
      : [
          {
            rule: 'R17',
            problem: `the all-clear since ${facts.since} counts ${count} ${what}, and ${from} to ${to} are true`,
            concerns: String(facts.since),
          },
        ];
  return [...words('asked', facts.asked, least, most), ...words('missed', facts.missed, 0, mostMissed)];
};

/** Pages are dated by Coupang's clock, which differs by so much. */
const CLOCK_DIFFERS_MS = 10 * MINUTE_MS;

/** Whether a page of the answered list had a fault between two times of the program. */
const wasSpoilt = ({ coupang }: Aftermath, from: number, until: number): boolean =>
  coupang.spoilt.some((at) => at >= from - CLOCK_DIFFERS_MS && at <= until + CLOCK_DIFFERS_MS);

const isKept = ({ inquiryId }: RequestPost, tickets: readonly Ticket[]): boolean =>
  tickets.some((ticket) => ticket.key.inquiryId === inquiryId);

/** Its askedAt is from no post, or may have been an estimate for a while. */
const isGuessed = (
  { key: { inquiryId, answerId }, facts: { askedAtUncertain } }: Ticket,
  { coupang }: Aftermath,
): boolean => askedAtUncertain || coupang.entangled.has(inquiryId) || !coupang.record.posts.has(answerId);

/** Asked and ended while Coupang could not be read: a closed ticket without a card. */
const checkMissed = (blind: BlindTime, aftermath: Aftermath): Violation[] => {
  const { coupang, tickets, seen } = aftermath;
  const { since, until, caughtUpAt } = blind;
  const concerns = String(since);
  if (caughtUpAt === undefined)
    return [{ rule: 'R17', problem: `the blind time since ${since} was never read after`, concerns }];
  if (wasSpoilt(aftermath, until, caughtUpAt)) return [];
  return [...coupang.record.posts.values()].flatMap((post) => {
    const { inquiryId, at, madeAt, ends } = post;
    const [end] = ends;
    const isWithin = at > since && madeAt <= until && end !== undefined && end.at <= until;
    if (!isWithin || !isPlain(post, until, aftermath)) return [];
    const ticket = tickets.find((other) => other.key.inquiryId === inquiryId);
    const violation = (problem: string): Violation[] => [{ rule: 'R17', problem, concerns: inquiryId }];
    if (!ticket) return violation(`${inquiryId} was asked and ended in a blind time and is nowhere`);
    const isUnseen = !seen(inquiryId);
    return isUnseen && (ticket.facts.announcement !== 'none' || ticket.facts.state !== 'closed')
      ? violation(
          `${inquiryId} was never listed and is ${ticket.facts.state}, announced by ${ticket.facts.announcement}`,
        )
      : [];
  });
};
