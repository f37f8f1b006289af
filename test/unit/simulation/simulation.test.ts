import { describe, expect, test } from '@jest/globals';
import * as acts from '../../simulation/planted/acts.ts';
import * as ladder from '../../simulation/planted/ladder.ts';
import * as lanes from '../../simulation/planted/lanes.ts';
import * as meaning from '../../simulation/planted/meaning.ts';
import * as notices from '../../simulation/planted/notices.ts';
import * as presses from '../../simulation/planted/presses.ts';
import * as processes from '../../simulation/planted/processes.ts';
import * as tickets from '../../simulation/planted/tickets.ts';
import type { Breakage } from '../../simulation/breakage.ts';
import { simulate, type SimulationResult } from '../../simulation/simulate.ts';
import { formatTrace } from '../../simulation/trace.ts';

const SEEDS = 200;
/** A rare mistake needs more days. The search ends with the first day that shows it. */
const MOST_SEEDS = 600;

/** Each sum must exceed this number. */
const MORE_THAN = {
  faults: 500,
  kills: 100,
  tickets: 500,
  lists: 100,
  allClears: 50,
  shiftLists: 100,
  steps: 1000,
  acts: 400,
  personMessages: 200,
  assigned: 250,
  direct: 3,
  atOnce: 100,
  keptItems: 3000,
  overtaken: 400,
  cutRuns: 20,
};

/** The first day on which one of these rules finds a mistake. On another day another rule may find it sooner. */
const firstCaught = async (
  breakage: Breakage,
  rules: readonly string[],
): Promise<SimulationResult | undefined> => {
  for (let seed = 0; seed < MOST_SEEDS; seed += 1) {
    const result = await simulate(seed, breakage);
    if (result.violation && rules.includes(result.violation.rule)) return result;
  }
  return undefined;
};

describe('the fault simulation', () => {
  test(`every rule holds through ${SEEDS} days of faults`, async () => {
    const sums: Record<string, number> = {};
    for (let seed = 0; seed < SEEDS; seed += 1) {
      const { violation, counts, trace } = await simulate(seed);
      if (violation) {
        const words = `npm run simulate -- --seed ${seed}\n${violation.rule}: ${violation.problem}`;
        throw new Error(`${words}\n${formatTrace(trace, violation.concerns)}`);
      }
      for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count;
    }
    // Days without events would keep every rule.
    expect(Object.entries(MORE_THAN).filter(([name, least]) => (sums[name] ?? 0) <= least)).toEqual([]);
    expect(sums['messages']).toBeGreaterThan(sums['tickets'] ?? 0);
  });

  test('replays a seed to the same trace, and another seed to another trace', async () => {
    const [first, again, other] = [await simulate(7), await simulate(7), await simulate(8)];

    expect(formatTrace(again.trace)).toBe(formatTrace(first.trace));
    expect(formatTrace(other.trace)).not.toBe(formatTrace(first.trace));
  });

  test.each(
    (
      [
        [tickets.failedEntryNotedAsSent, 'R2'],
        [tickets.closeOnPartialReadingUnkept, 'R9'],
        [tickets.failedPointerForgotten, 'A10'],
        [tickets.webClientRetrying, 'R18', 'R19', 'promise'],
        [meaning.noReOpening, 'R14', 'promise'],
        [notices.listNotFound, 'R24'],
        [notices.membersKept, 'R24'],
        [notices.markAfterwards, 'R24'],
        [notices.membersNotRead, 'R24'],
        [notices.shownMemberLost, 'R24'],
        [notices.listPostedAgain, 'R19', 'R24'],
        [notices.missingListTakenForShown, 'R24', 'promise'],
        [notices.allClearTooEarly, 'R17'],
        [notices.pollTakenForSight, 'R17'],
        [ladder.allDueStepsAnnounced, 'R23', 'C4'],
        [presses.claimNeverStale, 'S2'],
        [ladder.firesOnClosed, 'R16', 'R3', 'R23'],
        [ladder.indexWaitsForSlack, 'R3'],
        [ladder.leadForgotten, 'S2'],
        [ladder.nextLookKept, 'R3'],
        [ladder.nightPagesAll, 'C4'],
        [notices.secondLastShiftList, 'S4'],
        [ladder.silentWhileBlind, 'S2'],
        [ladder.stepRecordedAfterSending, 'R23'],
        [ladder.warnedAfterTheEnd, 'R16'],
        [notices.everythingAlone, 'R24'],
        [notices.outageTakenForAPause, 'R17'],
        [notices.pauseTakenForAnOutage, 'R17'],
        [meaning.flagOverruled, 'promise', 'R9', 'R11', 'R14'],
        [meaning.oldClockKept, 'R11'],
        [meaning.oneTicketForTwoPosts, 'promise', 'R9', 'R14'],
        [meaning.systemPostDecides, 'R14'],
        [meaning.totalsIgnored, 'R7'],
        [lanes.releasedThoughCalled, 'R18'],
        [lanes.calledWithoutToken, 'R18'],
        [lanes.laneEndNotChecked, 'R18'],
        [lanes.waitBeforeTheCall, 'R19'],
        [lanes.attemptOverwritten, 'R19', 'calls'],
        [lanes.resultWithoutToken, 'R19'],
        [acts.actBelievedDone, 'R29'],
        [acts.actBelievedRefused, 'R29'],
        [acts.actConfirmsAnother, 'R28'],
        [acts.actEditNotSeen, 'R28'],
        [presses.actGuardedAfterSending, 'A8'],
        [presses.actMarkNotChecked, 'R28'],
        [acts.actRepeated, 'R28'],
        [acts.actSentBeforeItsNote, 'R28'],
        [acts.actSentLate, 'R28'],
        [presses.actSentUnseen, 'A3'],
        [presses.actTakenBeforeStored, 'R29'],
        [acts.actVersionNotChecked, 'R28'],
        [presses.snoozeStopsLast, 'S2'],
        [processes.directMessageForgotten, 'R30'],
        [processes.rosterTrustsTheIndex, 'R30'],
        [processes.fourthRequestNotSent, 'R2'],
        [processes.ownLastRunOnly, 'R17', 'S2'],
        [processes.itemKeptByItsNumber, 'promise', 'R9', 'R11', 'R14'],
        [processes.vendorsInOneOrder, 'R23'],
      ] as const
    ).map(([breakage, ...rules]): [string, Breakage, readonly string[]] => [breakage.name, breakage, rules]),
  )('catches %s', async (_name, breakage, rules) => {
    const caught = await firstCaught(breakage, rules);
    const rule = caught?.violation?.rule;

    expect(rules).toContain(rule);
    expect(formatTrace(caught?.trace ?? [])).toContain(`violation of ${rule}`);
  });
});
