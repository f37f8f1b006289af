import type { Deliverable, DeliverableKey } from '../../domain/delivery/deliverable.ts';
import { type DeliveryAction, FIND_AFTER_MS, planActions } from '../../domain/delivery/plan-delivery.ts';
import { readDeliverable } from '../outbox/read-deliverable.ts';
import { elapsedOf } from '../ports/clock.ts';
import { type Aim, aimAction, NO_AIM, waitKeys } from './aim-action.ts';
import { type DrainRun, EDIT_EVERY_MS, nowOf, tryOne } from './drain-run.ts';

export type Planned = { deliverable: Deliverable; action: DeliveryAction; aim: Aim };

/**
 * - an action of one ticket or notice, which is free;
 * - `settle`: one that owes nothing, although the index says so;
 * - `freeInMs`: in how long something is free; infinite: nothing is owed.
 */
type Next = Planned | { settle: Deliverable } | { freeInMs: number };

/** What a call to Slack takes: nothing less urgent is begun so shortly before something becomes free. */
const A_CALL_MS = 300;

/**
 * The most urgent action whose channel and method are free. What must wait does not block the rest.
 * @param until by the monotonic clock: then the index is read again
 */
export const planNext = async (run: DrainRun, until: number): Promise<Next> => {
  const { backlog, services, waits } = run;
  const elapsed = elapsedOf(services.clock);
  let freeAt = Number.POSITIVE_INFINITY;
  for (const key of backlog.keys()) {
    // It is time for a look, or something more urgent is about to become free.
    if (elapsed() >= until) return { freeInMs: 0 };
    if (elapsed() >= freeAt - A_CALL_MS) return { freeInMs: Math.max(0, freeAt - elapsed()) };
    const found = await tryOne(run, key, async (): Promise<Next | undefined> => {
      const deliverable = await current(key, run);
      if (!deliverable) {
        backlog.drop(key);
        return undefined;
      }
      const { raw } = nowOf(run);
      const actions = actionsOf(deliverable, run);
      if (actions.length === 0) return { settle: deliverable };
      for (const action of actions) {
        const next = await aimAt(deliverable, action, run);
        const waitMs = next.action.do === 'wait' ? next.action.until - raw : waits.left(waitKeys(next.aim));
        if (waitMs <= 0) return next;
        freeAt = Math.min(freeAt, elapsed() + waitMs);
        // The pace alone: an edit rides along with the line before it.
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

/** A card that follows its digest brings the digest first, at its own rank (R24). */
const aimAt = async (deliverable: Deliverable, action: DeliveryAction, run: DrainRun): Promise<Planned> => {
  const aim = await aimAction(deliverable, action, run);
  if (!('after' in aim)) return { deliverable, action, aim };
  const [first] = actionsOf(aim.after, run);
  // Not published yet: its own wake-up follows.
  if (!first) return { deliverable, action: { do: 'wait', until: Number.POSITIVE_INFINITY }, aim: NO_AIM };
  const before = await aimAction(aim.after, first, run);
  return { deliverable: aim.after, action: first, aim: 'after' in before ? NO_AIM : before };
};

/** An attempt is looked for once in each drain before its time (R19): if it is found, its ticket waits no longer. */
const actionsOf = (deliverable: Deliverable, run: DrainRun): DeliveryAction[] => {
  const { attempt } = deliverable.delivery;
  const { raw } = nowOf(run);
  const actions = planActions(deliverable, raw, run.services.spans?.lookUpAfterMs);
  if (!attempt || run.lookedFor.has(attempt.token)) return actions;
  const at = attempt.at + FIND_AFTER_MS;
  return actions.map((action) => {
    if (action.do !== 'wait') return action;
    return raw < at ? { do: 'wait', until: at } : { do: 'look-up', onlyFinds: true };
  });
};
