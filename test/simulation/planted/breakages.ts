import type { Breakage } from '../breakage.ts';
import { actBelievedDone } from './act-believed-done.ts';
import { actBelievedRefused } from './act-believed-refused.ts';
import { actConfirmsAnother } from './act-confirms-another.ts';
import { actEditNotSeen } from './act-edit-not-seen.ts';
import { actGuardedAfterSending } from './act-guarded-after-sending.ts';
import { actMarkNotChecked } from './act-mark-not-checked.ts';
import { actRepeated } from './act-repeated.ts';
import { actSentBeforeItsNote } from './act-sent-before-its-note.ts';
import { actSentLate } from './act-sent-late.ts';
import { actSentUnseen } from './act-sent-unseen.ts';
import { actTakenBeforeStored } from './act-taken-before-stored.ts';
import { actVersionNotChecked } from './act-version-not-checked.ts';
import { allClearTooEarly } from './all-clear-too-early.ts';
import { allOwedStepsTold } from './all-owed-steps-told.ts';
import { answeredListsNotRead } from './answered-lists-not-read.ts';
import { attemptOverwritten } from './attempt-overwritten.ts';
import { bundleBeforeItsTickets } from './bundle-before-its-tickets.ts';
import { calledWithoutToken } from './called-without-token.ts';
import { claimNeverStale } from './claim-never-stale.ts';
import { closeOnPartialReading } from './close-on-partial-reading.ts';
import { closeOnPartialReadingUnkept } from './close-on-partial-reading-unkept.ts';
import { directMessageForgotten } from './direct-message-forgotten.ts';
import { emptyPageTakenAsComplete } from './empty-page-taken-as-complete.ts';
import { everythingToldAlone } from './everything-told-alone.ts';
import { failedEntryNotedAsSent } from './failed-entry-noted-as-sent.ts';
import { fourthRequestNotSent } from './fourth-request-not-sent.ts';
import { firesOnClosed } from './fires-on-closed.ts';
import { flagOverruled } from './flag-overruled.ts';
import { indexTimeNotSet } from './index-time-not-set.ts';
import { indexWaitsForSlack } from './index-waits-for-slack.ts';
import { itemKeptByItsNumber } from './item-kept-by-its-number.ts';
import { laneEndNotChecked } from './lane-end-not-checked.ts';
import { leadForgotten } from './lead-forgotten.ts';
import { markBeforeSend } from './mark-before-send.ts';
import { membersNotRead } from './members-not-read.ts';
import { nextLookKept } from './next-look-kept.ts';
import { nightPagesAll } from './night-pages-all.ts';
import { noReOpening } from './no-re-opening.ts';
import { oldClockKept } from './old-clock-kept.ts';
import { oneTicketForTwoPosts } from './one-ticket-for-two-posts.ts';
import { oneWaitForAll } from './one-wait-for-all.ts';
import { outageTakenForAPause } from './outage-taken-for-a-pause.ts';
import { ownLastRunOnly } from './own-last-run-only.ts';
import { pauseTakenForAnOutage } from './pause-taken-for-an-outage.ts';
import { pollTakenForSight } from './poll-taken-for-sight.ts';
import { releasedThoughCalled } from './released-though-called.ts';
import { resultWithoutToken } from './result-without-token.ts';
import { rosterTrustsTheIndex } from './roster-trusts-the-index.ts';
import { secondLastShiftList } from './second-last-shift-list.ts';
import { shownBeforePublished } from './shown-before-published.ts';
import { silentWhileBlind } from './silent-while-blind.ts';
import { snoozeStopsLast } from './snooze-stops-last.ts';
import { stepRecordedAfterSending } from './step-recorded-after-sending.ts';
import { systemPostDecides } from './system-post-decides.ts';
import { totalsIgnored } from './totals-ignored.ts';
import { tsOnConditionOfVersion } from './ts-on-condition-of-version.ts';
import { vendorsInOneOrder } from './vendors-in-one-order.ts';
import { waitBeforeTheCall } from './wait-before-the-call.ts';
import { warnedAfterTheEnd } from './warned-after-the-end.ts';
import { webClientRetrying } from './web-client-retrying.ts';
import { wholeItemPut } from './whole-item-put.ts';

/**
 * Planted breakages that the harness must catch: ten for tickets, seven for notices and blindness, thirteen for the
 * ladder, five for the meaning of Coupang's data, seven for lane and attempt, twelve for acts, three for load sharing, and four for
 * work at once and what a process keeps.
 */
export const BREAKAGES: readonly Breakage[] = [
  markBeforeSend,
  tsOnConditionOfVersion,
  wholeItemPut,
  indexTimeNotSet,
  closeOnPartialReading,
  closeOnPartialReadingUnkept,
  emptyPageTakenAsComplete,
  failedEntryNotedAsSent,
  webClientRetrying,
  noReOpening,
  shownBeforePublished,
  membersNotRead,
  allClearTooEarly,
  pollTakenForSight,
  answeredListsNotRead,
  stepRecordedAfterSending,
  leadForgotten,
  allOwedStepsTold,
  firesOnClosed,
  secondLastShiftList,
  nextLookKept,
  indexWaitsForSlack,
  silentWhileBlind,
  claimNeverStale,
  nightPagesAll,
  warnedAfterTheEnd,
  bundleBeforeItsTickets,
  everythingToldAlone,
  outageTakenForAPause,
  pauseTakenForAnOutage,
  flagOverruled,
  oldClockKept,
  oneTicketForTwoPosts,
  systemPostDecides,
  totalsIgnored,
  releasedThoughCalled,
  calledWithoutToken,
  laneEndNotChecked,
  waitBeforeTheCall,
  attemptOverwritten,
  resultWithoutToken,
  oneWaitForAll,
  actBelievedDone,
  actBelievedRefused,
  actConfirmsAnother,
  actEditNotSeen,
  actGuardedAfterSending,
  actMarkNotChecked,
  actRepeated,
  actSentBeforeItsNote,
  actSentLate,
  actSentUnseen,
  actTakenBeforeStored,
  actVersionNotChecked,
  snoozeStopsLast,
  directMessageForgotten,
  rosterTrustsTheIndex,
  fourthRequestNotSent,
  ownLastRunOnly,
  itemKeptByItsNumber,
  vendorsInOneOrder,
];
