import type { Deliverable, DeliverableKey } from '../../domain/delivery/deliverable.ts';
import { type DeliveryAction, FIND_AFTER_MS, planActions } from '../../domain/delivery/plan-delivery.ts';
import { readDeliverable } from '../outbox/read-deliverable.ts';
import { elapsedOf } from '../ports/clock.ts';
import { type Aim, aimAction, NO_AIM, waitKeys } from './aim-action.ts';
import { type DrainRun, EDIT_EVERY_MS, tryOne } from './drain-run.ts';

export type Planned = { deliverable: Deliverable; action: DeliveryAction; aim: Aim };

/**
 * - an action that is free;
 * - `settle`: an item that owes nothing, although the index says so;
 * - `freeInMs`: when something becomes free; infinite if nothing is owed.
 */
type Next = Planned | { settle: Deliverable } | { freeInMs: number };

/** The time of a call to Slack. Nothing less urgent begins so shortly before something becomes free. */
const A_CALL_MS = 300;

/**
 * The most urgent action whose channel and method are free. What must wait does not block the rest.
 * @param until when the index is read again, by the monotonic clock
 */
export const planNext = async (run: DrainRun, until: number): Promise<Next> => {
  const { backlog, services, waits } = run;
  const elapsed = elapsedOf(services.clock);
  let freeAt = Number.POSITIVE_INFINITY;
  for (const key of backlog.keys()) {
    // The index must be read again, or something more urgent is about to become free.
    if (elapsed() >= until) return { freeInMs: 0 };
    if (elapsed() >= freeAt - A_CALL_MS) return { freeInMs: Math.max(0, freeAt - elapsed()) };
    const found = await tryOne(run, key, async (): Promise<Next | undefined> => {
      const deliverable = await current(key, run);
      if (!deliverable) {
        backlog.drop(key);
        return undefined;
      }
      const now = services.clock.now();
      const actions = actionsOf(deliverable, run);
      if (actions.length === 0) return { settle: deliverable };
      for (const action of actions) {
        const next = await aimAt(deliverable, action, run);
        const waitMs = next.action.do === 'wait' ? next.action.until - now : waits.left(waitKeys(next.aim));
        if (waitMs <= 0) return next;
        freeAt = Math.min(freeAt, elapsed() + waitMs);
        // Only the pace makes it wait. The line before it takes the edit along.
        if (waitMs <= EDIT_EVERY_MS) break;
      }
      return undefined;
    });
    if (found) return found;
  }
  return { freeInMs: freeAt - elapsed() };
};

const current = async (
  key: DeliverableKey,
  { backlog, services }: DrainRun,
): Promise<Deliverable | undefined> => {
  const last = backlog.known(key) ?? (await readDeliverable(key, services));
  if (last) backlog.keep(last);
  return last;
};

/** A card whose digest is not shown yet brings the digest first, at the card's rank (R24). */
const aimAt = async (deliverable: Deliverable, action: DeliveryAction, run: DrainRun): Promise<Planned> => {
  const aim = await aimAction(deliverable, action, run);
  if (!('after' in aim)) return { deliverable, action, aim };
  const [first] = actionsOf(aim.after, run);
  // The digest is not published yet. It gets its own wake-up.
  if (!first) return { deliverable, action: { do: 'wait', until: Number.POSITIVE_INFINITY }, aim: NO_AIM };
  const before = await aimAction(aim.after, first, run);
  return { deliverable: aim.after, action: first, aim: 'after' in before ? NO_AIM : before };
};

/** Each drain looks an attempt up once before its time (R19). If it is found, its ticket need not wait. */
const actionsOf = (deliverable: Deliverable, run: DrainRun): DeliveryAction[] => {
  const { attempt } = deliverable.delivery;
  const now = run.services.clock.now();
  const actions = planActions(deliverable, now, run.services.spans?.lookUpAfterMs);
  if (!attempt || run.lookedFor.has(attempt.token)) return actions;
  const at = attempt.at + FIND_AFTER_MS;
  return actions.map((action) => {
    if (action.do !== 'wait') return action;
    return now < at ? { do: 'wait', until: at } : { do: 'look-up', onlyFinds: true };
  });
};
