import type { Deliverable } from '../../domain/delivery/deliverable.ts';
import { SlackFailure } from '../ports/slack-error.ts';
import type { Aim } from './aim-action.ts';
import { conclude } from './conclude.ts';
import { BEFORE_A_CALL_MS, type DrainRun, type ActionOutcome } from './drain-run.ts';
import { isLine } from './post-message.ts';

/** Resolves an attempt without a sure answer (R19). A card that is found has an unknown version and is edited next. */
export const lookUpAttempt = async (
  deliverable: Deliverable,
  onlyFinds: boolean,
  aim: Aim,
  run: DrainRun,
): Promise<ActionOutcome> => {
  const { attempt } = deliverable.delivery;
  if (!attempt) return { deliverable };
  run.lookedFor.add(attempt.token);
  if (!(await run.lane.holdFor(BEFORE_A_CALL_MS))) return 'lane-lost';
  try {
    const found = await run.services.messenger.find(deliverable, attempt);
    run.unsure = 0;
    if (!found && onlyFinds) return { deliverable };
    if (!found) return { deliverable, result: {} };
    return { deliverable, result: isLine(attempt.name) ? { posted: { [attempt.name]: found.ts } } : found };
  } catch (error) {
    if (!(error instanceof SlackFailure)) throw error;
    const what = 'look-up';
    return conclude(error, { what, deliverable, name: attempt.name, aim, onlyFinds }, run);
  }
};
