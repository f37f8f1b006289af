import { describe, expect, test } from '@jest/globals';
import { actBelievedDone } from '../../simulation/planted/act-believed-done.ts';
import { actBelievedRefused } from '../../simulation/planted/act-believed-refused.ts';
import { actConfirmsAnother } from '../../simulation/planted/act-confirms-another.ts';
import { actEditNotSeen } from '../../simulation/planted/act-edit-not-seen.ts';
import { actGuardedAfterSending } from '../../simulation/planted/act-guarded-after-sending.ts';
import { actMarkNotChecked } from '../../simulation/planted/act-mark-not-checked.ts';
import { actRepeated } from '../../simulation/planted/act-repeated.ts';
import { actSentBeforeItsNote } from '../../simulation/planted/act-sent-before-its-note.ts';
import { actSentLate } from '../../simulation/planted/act-sent-late.ts';
import { actSentUnseen } from '../../simulation/planted/act-sent-unseen.ts';
import { actTakenBeforeStored } from '../../simulation/planted/act-taken-before-stored.ts';
import { actVersionNotChecked } from '../../simulation/planted/act-version-not-checked.ts';
import { allClearTooEarly } from '../../simulation/planted/all-clear-too-early.ts';
import { allOwedStepsTold } from '../../simulation/planted/all-owed-steps-told.ts';
import { answeredListsNotRead } from '../../simulation/planted/answered-lists-not-read.ts';
import { attemptOverwritten } from '../../simulation/planted/attempt-overwritten.ts';
import { bundleBeforeItsTickets } from '../../simulation/planted/bundle-before-its-tickets.ts';
import { calledWithoutToken } from '../../simulation/planted/called-without-token.ts';
import { claimNeverStale } from '../../simulation/planted/claim-never-stale.ts';
import { closeOnPartialReadingUnkept } from '../../simulation/planted/close-on-partial-reading-unkept.ts';
import { directMessageForgotten } from '../../simulation/planted/direct-message-forgotten.ts';
import { everythingToldAlone } from '../../simulation/planted/everything-told-alone.ts';
import { failedEntryNotedAsSent } from '../../simulation/planted/failed-entry-noted-as-sent.ts';
import { fourthRequestNotSent } from '../../simulation/planted/fourth-request-not-sent.ts';
import { firesOnClosed } from '../../simulation/planted/fires-on-closed.ts';
import { flagOverruled } from '../../simulation/planted/flag-overruled.ts';
import { indexWaitsForSlack } from '../../simulation/planted/index-waits-for-slack.ts';
import { itemKeptByItsNumber } from '../../simulation/planted/item-kept-by-its-number.ts';
import { laneEndNotChecked } from '../../simulation/planted/lane-end-not-checked.ts';
import { leadForgotten } from '../../simulation/planted/lead-forgotten.ts';
import { membersNotRead } from '../../simulation/planted/members-not-read.ts';
import { nextLookKept } from '../../simulation/planted/next-look-kept.ts';
import { nightPagesAll } from '../../simulation/planted/night-pages-all.ts';
import { noReOpening } from '../../simulation/planted/no-re-opening.ts';
import { oldClockKept } from '../../simulation/planted/old-clock-kept.ts';
import { oneTicketForTwoPosts } from '../../simulation/planted/one-ticket-for-two-posts.ts';
import { outageTakenForAPause } from '../../simulation/planted/outage-taken-for-a-pause.ts';
import { ownLastRunOnly } from '../../simulation/planted/own-last-run-only.ts';
import { pauseTakenForAnOutage } from '../../simulation/planted/pause-taken-for-an-outage.ts';
import { pollTakenForSight } from '../../simulation/planted/poll-taken-for-sight.ts';
import { releasedThoughCalled } from '../../simulation/planted/released-though-called.ts';
import { resultWithoutToken } from '../../simulation/planted/result-without-token.ts';
import { rosterTrustsTheIndex } from '../../simulation/planted/roster-trusts-the-index.ts';
import { secondLastShiftList } from '../../simulation/planted/second-last-shift-list.ts';
import { shownBeforePublished } from '../../simulation/planted/shown-before-published.ts';
import { silentWhileBlind } from '../../simulation/planted/silent-while-blind.ts';
import { snoozeStopsLast } from '../../simulation/planted/snooze-stops-last.ts';
import { stepRecordedAfterSending } from '../../simulation/planted/step-recorded-after-sending.ts';
import { systemPostDecides } from '../../simulation/planted/system-post-decides.ts';
import { totalsIgnored } from '../../simulation/planted/totals-ignored.ts';
import { vendorsInOneOrder } from '../../simulation/planted/vendors-in-one-order.ts';
import { waitBeforeTheCall } from '../../simulation/planted/wait-before-the-call.ts';
import { warnedAfterTheEnd } from '../../simulation/planted/warned-after-the-end.ts';
import { webClientRetrying } from '../../simulation/planted/web-client-retrying.ts';
import type { Breakage } from '../../simulation/breakage.ts';
import { simulate, type SimulationResult } from '../../simulation/simulate.ts';
import { formatTrace } from '../../simulation/trace.ts';

const SEEDS = 200;

/** The first day on which one of these rules finds a mistake. On another day another rule may find it sooner. */
const firstCaught = async (
  breakage: Breakage,
  rules: readonly string[],
): Promise<SimulationResult | undefined> => {
  for (let seed = 0; seed < SEEDS; seed += 1) {
    const result = await simulate(seed, breakage);
    if (result.violation && rules.includes(result.violation.rule)) return result;
  }
  return undefined;
};

describe('the fault simulation', () => {
  test(`every rule holds through ${SEEDS} days of faults`, async () => {
    const sums = {
      faults: 0,
      kills: 0,
      tickets: 0,
      digests: 0,
      bundles: 0,
      allClears: 0,
      shiftLists: 0,
      steps: 0,
      messages: 0,
      acts: 0,
      told: 0,
      assigned: 0,
      direct: 0,
      atOnce: 0,
      keptItems: 0,
      overtaken: 0,
      cutRuns: 0,
    };
    for (let seed = 0; seed < SEEDS; seed += 1) {
      const { violation, counts, trace } = await simulate(seed);
      if (violation) {
        const words = `npm run simulate -- --seed ${seed}\n${violation.rule}: ${violation.problem}`;
        throw new Error(`${words}\n${formatTrace(trace, violation.concerns)}`);
      }
      sums.faults += counts.faults;
      sums.kills += counts.kills;
      sums.tickets += counts.tickets;
      sums.digests += counts.digests;
      sums.bundles += counts.bundles;
      sums.allClears += counts.allClears;
      sums.shiftLists += counts.shiftLists;
      sums.steps += counts.steps;
      sums.messages += counts.messages;
      sums.acts += counts.acts;
      sums.told += counts.told;
      sums.assigned += counts.assigned;
      sums.direct += counts.direct;
      sums.atOnce += counts.atOnce;
      sums.keptItems += counts.keptItems;
      sums.overtaken += counts.overtaken;
      sums.cutRuns += counts.cutRuns;
    }
    // Days without events would keep every rule.
    expect(sums.faults).toBeGreaterThan(500);
    expect(sums.kills).toBeGreaterThan(100);
    expect(sums.tickets).toBeGreaterThan(500);
    expect(sums.digests).toBeGreaterThan(50);
    expect(sums.bundles).toBeGreaterThan(50);
    expect(sums.allClears).toBeGreaterThan(50);
    expect(sums.shiftLists).toBeGreaterThan(100);
    expect(sums.steps).toBeGreaterThan(1000);
    expect(sums.messages).toBeGreaterThan(sums.tickets);
    expect(sums.acts).toBeGreaterThan(400);
    expect(sums.told).toBeGreaterThan(200);
    expect(sums.assigned).toBeGreaterThan(250);
    expect(sums.direct).toBeGreaterThan(3);
    expect(sums.atOnce).toBeGreaterThan(100);
    expect(sums.keptItems).toBeGreaterThan(3000);
    expect(sums.overtaken).toBeGreaterThan(400);
    expect(sums.cutRuns).toBeGreaterThan(20);
  });

  test('a seed replays to the same trace, and another seed to another', async () => {
    const [first, again, other] = [await simulate(7), await simulate(7), await simulate(8)];

    expect(formatTrace(again.trace)).toBe(formatTrace(first.trace));
    expect(formatTrace(other.trace)).not.toBe(formatTrace(first.trace));
  });

  test.each(
    (
      [
        [failedEntryNotedAsSent, 'R2'],
        [closeOnPartialReadingUnkept, 'R9'],
        [webClientRetrying, 'R18', 'R19', 'promise'],
        [noReOpening, 'R14', 'promise'],
        [shownBeforePublished, 'R24'],
        [membersNotRead, 'R24'],
        [allClearTooEarly, 'R17'],
        [pollTakenForSight, 'R17'],
        [answeredListsNotRead, 'R17'],
        [allOwedStepsTold, 'R23', 'C4'],
        [claimNeverStale, 'S2'],
        [firesOnClosed, 'R16', 'R3', 'R23'],
        [indexWaitsForSlack, 'R3'],
        [leadForgotten, 'S2'],
        [nextLookKept, 'R3'],
        [nightPagesAll, 'C4'],
        [secondLastShiftList, 'S4'],
        [silentWhileBlind, 'S2'],
        [stepRecordedAfterSending, 'R23'],
        [warnedAfterTheEnd, 'R16'],
        [bundleBeforeItsTickets, 'R27'],
        [everythingToldAlone, 'R27'],
        [outageTakenForAPause, 'R17'],
        [pauseTakenForAnOutage, 'R17'],
        [flagOverruled, 'promise', 'R9', 'R11', 'R14'],
        [oldClockKept, 'R11'],
        [oneTicketForTwoPosts, 'promise', 'R9', 'R14'],
        [systemPostDecides, 'R14'],
        [totalsIgnored, 'R7'],
        [releasedThoughCalled, 'R18'],
        [calledWithoutToken, 'R18'],
        [laneEndNotChecked, 'R18'],
        [waitBeforeTheCall, 'R19'],
        [attemptOverwritten, 'R19', 'calls'],
        [resultWithoutToken, 'R19'],
        [actBelievedDone, 'R29'],
        [actBelievedRefused, 'R29'],
        [actConfirmsAnother, 'R28'],
        [actEditNotSeen, 'R28'],
        [actGuardedAfterSending, 'A8'],
        [actMarkNotChecked, 'R28'],
        [actRepeated, 'R28'],
        [actSentBeforeItsNote, 'R28'],
        [actSentLate, 'R28'],
        [actSentUnseen, 'A3'],
        [actTakenBeforeStored, 'R29'],
        [actVersionNotChecked, 'R28'],
        [snoozeStopsLast, 'S2'],
        [directMessageForgotten, 'R30'],
        [rosterTrustsTheIndex, 'R30'],
        [fourthRequestNotSent, 'R2'],
        [ownLastRunOnly, 'R17', 'S2'],
        [itemKeptByItsNumber, 'promise', 'R9', 'R11', 'R14'],
        [vendorsInOneOrder, 'R23'],
      ] as const
    ).map(([breakage, ...rules]): [string, Breakage, readonly string[]] => [breakage.name, breakage, rules]),
  )('%s is caught', async (_name, breakage, rules) => {
    const caught = await firstCaught(breakage, rules);
    const rule = caught?.violation?.rule;

    expect(rules).toContain(rule);
    expect(formatTrace(caught?.trace ?? [])).toContain(`violation of ${rule}`);
  });
});
