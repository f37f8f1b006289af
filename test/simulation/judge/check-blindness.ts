import type { AllClearFacts } from '../../../lib/domain/notice/notice-facts.ts';
import type { Aftermath } from './check-outcome.ts';
import { TRACK_SETTINGS } from '../create-world.ts';
import type { Violation } from './violation.ts';
import { HOUR_MS } from '../../../lib/domain/time/durations.ts';

/**
 * It lasts as long as two pending inquiries stay in no list, the lists hold many items that cannot be read, or both lists show
 * the same inquiries.
 */
const MAY_LAST: ReadonlySet<string> = new Set(['contradicted', 'format-changed', 'filter-ignored']);

/**
 * Each seen blind time has its notice, and each ended one its all-clear (R17, D10).
 */
export const checkBlindness = (aftermath: Aftermath): Violation[] => {
  const { notices, sight, tickets } = aftermath;
  const violation = (since: number, problem: string): Violation => ({
    rule: 'R17',
    problem,
    concerns: String(since),
  });
  const announced = new Set<number>();
  const cleared = new Map<number, AllClearFacts & { countedAt: number }>();
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
    if (facts.about === 'all-clear') cleared.set(facts.since, { ...facts, countedAt: changedAt });
    if (facts.about !== 'blind') continue;
    if (facts.state !== 'over' && (MAY_LAST.has(facts.cause) || contradicts)) continue;
    announced.add(facts.since);
    if (facts.state !== 'over') problems.push(violation(facts.since, 'a blindness is never over'));
  }
  for (const { since, by } of sight.seenBlind()) {
    const at = aftermath.bornAt(`blind/call-center/${since}`);
    // Soon after an all-clear, or before it, the vendor is still blind for the notice of the earlier time.
    const isSame = notices.some(
      ({ facts }) =>
        (facts.about === 'blind' || facts.about === 'all-clear') &&
        facts.since < since &&
        (aftermath.bornAt(`all-clear/call-center/${facts.since}`) ?? Infinity) >= by - HOUR_MS,
    );
    if (!isSame && (at === undefined || at > by))
      problems.push(violation(since, `the blind time since ${since} was seen and not announced`));
  }
  for (const since of announced) {
    const at = aftermath.bornAt(`blind/call-center/${since}`) ?? -Infinity;
    if (sight.wasAtRest(since, at))
      problems.push(violation(since, `blindness since ${since} was announced, and the program had been off`));
  }
  for (const since of new Set([...announced, ...cleared.keys()])) {
    if (!sight.wasBlind(since))
      problems.push(violation(since, `blindness since ${since} was announced, and there was none`));
    if (!cleared.has(since))
      problems.push(violation(since, `the blind time since ${since} has no all-clear`));
  }
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
    // It counts no more than what lists first showed since its blind time began.
    const most = tickets.filter(
      ({ facts: { openedAt } }) => openedAt > since && openedAt <= facts.countedAt,
    ).length;
    if (facts.opened > most)
      problems.push(
        violation(since, `the all-clear since ${since} counts ${facts.opened} as new, and ${most} are`),
      );
  }
  return problems;
};
