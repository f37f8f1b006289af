import type { Breakage } from '../breakage.ts';
import { closeOnPartialReading } from './close-on-partial-reading.ts';
import { emptyPageTakenAsComplete } from './empty-page-taken-as-complete.ts';
import { failedEntryNotedAsSent } from './failed-entry-noted-as-sent.ts';
import { indexTimeNotSet } from './index-time-not-set.ts';
import { markBeforeSend } from './mark-before-send.ts';
import { noClaim } from './no-claim.ts';
import { noReOpening } from './no-re-opening.ts';
import { tsOnConditionOfVersion } from './ts-on-condition-of-version.ts';
import { webClientRetrying } from './web-client-retrying.ts';
import { wholeItemPut } from './whole-item-put.ts';

/** Ten mistakes, each of which the harness must catch. */
export const BREAKAGES: readonly Breakage[] = [
  markBeforeSend,
  noClaim,
  tsOnConditionOfVersion,
  wholeItemPut,
  indexTimeNotSet,
  closeOnPartialReading,
  emptyPageTakenAsComplete,
  failedEntryNotedAsSent,
  webClientRetrying,
  noReOpening,
];
