import { aimOf, type Planned } from '../../domain/delivery/aim.ts';
import { type Deliverable, type DeliverableKey, deliverableId } from '../../domain/delivery/deliverable.ts';
import type { Form } from '../../domain/delivery/destination.ts';
import { type DeliveryAction, planActions, planEarlyLookUp } from '../../domain/delivery/plan-delivery.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { NotifierError } from '../../domain/notifier-error.ts';
import { readDeliverable } from '../outbox/read-deliverable.ts';
import { isOutage } from '../outbox/with-outage-limit.ts';
import { elapsedOf } from '../ports/clock.ts';
import { type Backlog, createBacklog } from './backlog.ts';
import { claimLane, type HeldLane } from './lane.ts';
import { createLists, hasNoMembersLeft, readMembers } from './lists.ts';
import type { NotifyPorts } from './notify-ports.ts';
import { outcomeOf } from './outcome.ts';
import { createSend } from './send.ts';
import { createTries, LONGEST_PACE_MS, type Tries } from './tries.ts';
import { settle, writeOutcome } from './write-outcome.ts';

export type DrainResult = {
  /**
   * `done`: Slack shows everything that can be shown now.
   * `held`: another worker holds the lane and was notified.
   * `lost`: another worker took the lane and goes on.
   * `out-of-time`: a wake-up starts another run.
   */
  ended: 'done' | 'held' | 'lost' | 'out-of-time';
  /** For `held`: how long the lane has been held without a break, ms. */
  heldMs?: number;
  /** How many messages Slack refused in every form. */
  refused: number;
  /** Tickets and notices that were skipped because of an error. */
  failed: number;
};

/**
 * An action that may start now.
 * `settle`: the index lists the item as pending, but nothing is.
 * `freeInMs`: ms until the next action may start; infinite if none will in this drain.
 */
type Next = Planned | { settle: Deliverable } | { freeInMs: number };

/** How often the index is read again, so that more urgent items go first (R18). */
const LOOK_EVERY_MS = 10_000;
/** How soon the index is read again if more messages of a sort are coming (R24). */
const LOOK_SOON_MS = 1_000;
/** The longest time that a drain waits for the next action (R21). */
const LONGEST_SLEEP_MS = 20_000;
/**
 * The approximate duration of a call to Slack. If a more urgent action may start within this time, no less urgent action
 * starts.
 */
const A_CALL_MS = 300;
/** After so many outage errors in a row, the store counts as down and the drain ends. */
const FAILURES_IN_A_ROW = 5;

/**
 * Shows a vendor's pending items in Slack, most urgent first, until nothing more can be shown now (R18). The lane ensures one
 * running drain per vendor.
 * @param named the keys of the wake-up, read directly since the index lags
 * @param limits `stopAfterMs`: no action begins later; an action may make several calls
 */
export const drain = async (
  vendor: VendorRef,
  named: readonly DeliverableKey[],
  { stopAfterMs }: { stopAfterMs: number },
  ports: NotifyPorts,
): Promise<DrainResult> => {
  const stopAt = elapsedOf(ports.clock)() + stopAfterMs;
  const lane = await claimLane(vendor, ports);
  if ('heldMs' in lane) return { ended: 'held', heldMs: lane.heldMs, refused: 0, failed: 0 };
  return new Drain(vendor, lane, ports).run(named, stopAt);
};

class Drain {
  readonly #vendor: VendorRef;
  readonly #lane: HeldLane;
  readonly #ports: NotifyPorts;
  readonly #elapsed: () => number;
  readonly #send: ReturnType<typeof createSend>;
  readonly #backlog: Backlog;
  readonly #tries: Tries;
  readonly #lists: ReturnType<typeof createLists>;
  /** When the index is read next, monotonic clock. */
  #lookAt = Number.NEGATIVE_INFINITY;
  #failed = 0;
  #outages = 0;
  readonly #defects: unknown[] = [];

  constructor(vendor: VendorRef, lane: HeldLane, ports: NotifyPorts) {
    this.#vendor = vendor;
    this.#lane = lane;
    this.#ports = ports;
    this.#elapsed = elapsedOf(ports.clock);
    this.#send = createSend(ports, lane);
    this.#backlog = createBacklog(ports);
    this.#tries = createTries(lane, ports);
    this.#lists = createLists(this.#backlog, ports);
  }

  /** @param stopAt monotonic clock */
  async run(named: readonly DeliverableKey[], stopAt: number): Promise<DrainResult> {
    const ended = await this.#showAll(named, stopAt).catch(async (error: unknown) => {
      // Release the lane, so that the next worker need not wait until it expires.
      await this.#lane.release({ ...this.#tries.kept(), forced: true }).catch(() => 'lost');
      throw error;
    });
    if (this.#defects.length > 0) throw this.#defects[0];
    return { ended, refused: this.#tries.refused(), failed: this.#failed };
  }

  async #showAll(named: readonly DeliverableKey[], stopAt: number): Promise<DrainResult['ended']> {
    const { publisher, sleep } = this.#ports;
    let calledFor = named;
    while (this.#elapsed() < stopAt) {
      if (this.#elapsed() >= this.#lookAt) {
        if (!(await this.#lane.beginLook())) return 'lost';
        await this.#look(calledFor);
        // Counted from the end of the look, so that a slow look still leaves time to show something.
        this.#lookAt = this.#elapsed() + LOOK_EVERY_MS;
        calledFor = [];
      }
      const until = Math.min(this.#lookAt, stopAt);
      const next = await this.#next(until);
      if ('action' in next) {
        if ((await this.#show(next)) === 'lane-lost') return 'lost';
      } else if ('settle' in next) {
        this.#backlog.drop(next.settle.key);
        await this.#try(next.settle.key, () => settle(next.settle, this.#ports));
      } else if (next.freeInMs <= LONGEST_SLEEP_MS) {
        await sleep(Math.max(0, Math.min(next.freeInMs, until - this.#elapsed())));
      } else {
        const released = this.#lane.needsLook() ? 'called' : await this.#lane.release(this.#tries.kept());
        if (released !== 'called') return released === 'lost' ? 'lost' : 'done';
        this.#lookAt = Number.NEGATIVE_INFINITY;
      }
    }
    if ((await this.#lane.release({ ...this.#tries.kept(), forced: true })) === 'lost') return 'lost';
    await publisher.wake(this.#vendor, []);
    return 'out-of-time';
  }

  /** Reads the pending and due rows of the index, and the keys of the wake-up. */
  async #look(named: readonly DeliverableKey[]): Promise<void> {
    const { reader, clock } = this.#ports;
    const { tickets, notices } = await reader.attention(this.#vendor, clock.now());
    this.#backlog.refill([...tickets, ...notices]);
    for (const key of named) {
      await this.#try(key, async () => {
        const deliverable = await readDeliverable(key, this.#ports);
        // If the index lags, the item replaces its row. This is no change since the look.
        this.#backlog.drop(key);
        if (deliverable) this.#backlog.put(deliverable);
      });
    }
  }

  /**
   * Returns the most urgent action whose channel and method are free. Waiting actions do not block the rest.
   * @param until when the index is read again, monotonic clock
   */
  async #next(until: number): Promise<Next> {
    let freeAt = Number.POSITIVE_INFINITY;
    for (const key of this.#backlog.keys()) {
      // Read the index again, or wait for a more urgent action that may start soon.
      if (this.#elapsed() >= until) return { freeInMs: 0 };
      if (this.#elapsed() >= freeAt - A_CALL_MS) break;
      const next = await this.#try(key, () => this.#nextOf(key));
      if (next && !('freeInMs' in next)) return next;
      freeAt = Math.min(freeAt, this.#elapsed() + (next?.freeInMs ?? Number.POSITIVE_INFINITY));
    }
    return { freeInMs: Math.max(0, freeAt - this.#elapsed()) };
  }

  async #nextOf(key: DeliverableKey): Promise<Next | undefined> {
    const deliverable = await this.#backlog.read(key);
    if (!deliverable) {
      this.#backlog.drop(key);
      return undefined;
    }
    const now = this.#ports.clock.now();
    const actions = this.#actionsOf(deliverable);
    if (actions.length === 0) return { settle: deliverable };
    let freeInMs = Number.POSITIVE_INFINITY;
    for (const action of actions) {
      const next = await this.#aim(deliverable, action);
      const waitMs = next.action.do === 'wait' ? next.action.until - now : this.#tries.waitMs(next.aim);
      if (waitMs <= 0) return (await this.#group(next)) ?? next;
      freeInMs = Math.min(freeInMs, waitMs);
      // Such a short wait only comes from the pace of calls. The post of a thread line also edits the card.
      if (waitMs <= LONGEST_PACE_MS) break;
    }
    return { freeInMs };
  }

  /** In each drain, the first look-up of an attempt comes early. Later look-ups keep their usual time. */
  #actionsOf(deliverable: Deliverable): DeliveryAction[] {
    const { attempt } = deliverable.delivery;
    const plan = attempt && !this.#tries.wasLookedUp(attempt) ? planEarlyLookUp : planActions;
    return plan(deliverable, this.#ports.clock.now());
  }

  /**
   * Groups pending messages of the same sort into a list just before a message is posted (R24).
   * @returns `undefined` if the message may be posted
   */
  async #group({ deliverable, action }: Planned): Promise<{ freeInMs: number } | undefined> {
    if (action.do !== 'post' && action.do !== 'post-line') return undefined;
    const written = await this.#lists.group(deliverable);
    if (written === 'changing') {
      this.#lookAt = Math.min(this.#lookAt, this.#elapsed() + LOOK_SOON_MS);
      return { freeInMs: this.#lookAt - this.#elapsed() };
    }
    for (const item of written) this.#backlog.put(item);
    return written.length > 0 ? { freeInMs: 0 } : undefined;
  }

  async #aim(deliverable: Deliverable, action: DeliveryAction): Promise<Planned> {
    const step = await this.#lists.stepOf(deliverable, action);
    switch (step?.do) {
      case undefined:
        return this.#planned(deliverable, action);
      case 'follow':
        return this.#planned(deliverable, action, step.thread);
      case 'instead':
        return { deliverable, action: step.action, aim: undefined };
      case 'show-first': {
        const { notice } = step;
        const [first] = this.#actionsOf(notice);
        // The notice is not published yet. It gets its own wake-up.
        const wait = { do: 'wait', until: Number.POSITIVE_INFINITY } as const;
        return first ? this.#planned(notice, first) : { deliverable, action: wait, aim: undefined };
      }
    }
  }

  #planned(deliverable: Deliverable, action: DeliveryAction, thread?: Form['thread']): Planned {
    const channels = this.#ports.channelsOf(deliverable.key);
    const form = this.#tries.formOf(deliverable, action);
    return { deliverable, action, aim: aimOf(deliverable, action, { channels, thread, form }) };
  }

  async #show(planned: Planned): Promise<'lane-lost' | undefined> {
    const { key } = planned.deliverable;
    const shown = await this.#try(key, () => this.#perform(planned));
    if (shown === 'lane-lost') return shown;
    if (shown) this.#backlog.put(shown);
    else this.#backlog.forget(key);
    return undefined;
  }

  async #perform(planned: Planned): Promise<Deliverable | 'lane-lost' | undefined> {
    const { action, aim } = planned;
    const isShowing = aim !== undefined && aim.method !== 'look-up';
    const members = isShowing ? await readMembers(planned.deliverable, this.#backlog.read) : undefined;
    const isSkipped = action.do === 'post' && hasNoMembersLeft(planned.deliverable, members);
    const next: Planned = isSkipped ? { ...planned, action: { do: 'skip' }, aim: undefined } : planned;
    const editFreeAt = this.#tries.editFreeAt(planned.deliverable.delivery.channel);
    const after = this.#tries.lastTs(aim?.channel);
    const sent = await this.#send(next, { members, editFreeAt, after });
    if (sent === 'lane-lost') return sent;
    if (sent === 'moved') return undefined;
    const consequences = this.#tries.note(next, sent);
    const outcome = outcomeOf(next, sent, consequences, this.#ports.clock.now());
    return writeOutcome(sent.deliverable, outcome, this.#ports);
  }

  /** Logs and counts a failure, and leaves the item for the next drain. Ends the drain if the store is down. */
  async #try<Done>(key: DeliverableKey, work: () => Promise<Done>): Promise<Done | undefined> {
    try {
      const done = await work();
      this.#outages = 0;
      return done;
    } catch (error) {
      this.#failed += 1;
      this.#backlog.drop(key);
      if (!(error instanceof NotifierError)) {
        this.#defects.push(error);
        return undefined;
      }
      this.#ports.log.error(error.message, { deliverable: deliverableId(key), code: error.code });
      this.#outages = isOutage(error) ? this.#outages + 1 : 0;
      if (this.#outages >= FAILURES_IN_A_ROW) throw error;
      return undefined;
    }
  }
}
