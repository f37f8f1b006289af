import { attemptName } from '../../domain/delivery/plan-delivery.ts';
import type { DrainRun, ActionOutcome } from './drain-run.ts';
import { editMessage } from './edit-message.ts';
import { lookUpAttempt } from './look-up-attempt.ts';
import type { Planned } from './plan-next.ts';
import { passed, postMessage } from './post-message.ts';
import { redactLine } from './redact-line.ts';

/** Takes one action and makes its calls to Slack. Throws what the store throws. */
export const performAction = async (planned: Planned, run: DrainRun): Promise<ActionOutcome> => {
  const { deliverable, action, aim } = planned;
  switch (action.do) {
    case 'look-up':
      return lookUpAttempt(deliverable, action.onlyFinds === true, aim, run);
    case 'pass':
      // If the item has changed, the line may be owed again.
      return { deliverable, result: { posted: passed(action.names) }, ifMoved: 'let-be' };
    case 'skip':
      return { deliverable, result: { shownVersion: deliverable.outbox.version }, ifMoved: 'let-be' };
    case 'edit':
      return editMessage(deliverable, aim, run);
    case 'redact-line':
      return redactLine(deliverable, action.name, aim, run);
    case 'post':
    case 'post-line': {
      const name = attemptName(deliverable, action);
      return name === undefined ? { deliverable } : postMessage(deliverable, name, aim, run);
    }
    case 'wait':
    case 'nothing':
      return { deliverable };
  }
};
