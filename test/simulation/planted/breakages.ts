import type { Breakage } from '../breakage.ts';
import { allClearTooEarly } from './all-clear-too-early.ts';
import { answeredListsNotRead } from './answered-lists-not-read.ts';
import { closeOnPartialReading } from './close-on-partial-reading.ts';
import { closeOnPartialReadingUnkept } from './close-on-partial-reading-unkept.ts';
import { emptyPageTakenAsComplete } from './empty-page-taken-as-complete.ts';
import { failedEntryNotedAsSent } from './failed-entry-noted-as-sent.ts';
import { indexTimeNotSet } from './index-time-not-set.ts';
import { markBeforeSend } from './mark-before-send.ts';
import { membersNotRead } from './members-not-read.ts';
import { noClaim } from './no-claim.ts';
import { noReOpening } from './no-re-opening.ts';
import { pollTakenForSight } from './poll-taken-for-sight.ts';
import { sealedTooEarly } from './sealed-too-early.ts';
import { tsOnConditionOfVersion } from './ts-on-condition-of-version.ts';
import { webClientRetrying } from './web-client-retrying.ts';
import { wholeItemPut } from './whole-item-put.ts';

/** Mistakes, each of which the harness must catch: eleven around tickets, and five around notices and blindness. */
export const BREAKAGES: readonly Breakage[] = [
  markBeforeSend,
  noClaim,
  tsOnConditionOfVersion,
  wholeItemPut,
  indexTimeNotSet,
  closeOnPartialReading,
  closeOnPartialReadingUnkept,
  emptyPageTakenAsComplete,
  failedEntryNotedAsSent,
  webClientRetrying,
  noReOpening,
  sealedTooEarly,
  membersNotRead,
  allClearTooEarly,
  pollTakenForSight,
  answeredListsNotRead,
];
