import { attentionTime, type Now } from '../../domain/delivery/attention-time.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { NotifierError } from '../../domain/notifier-error.ts';
import type { Notice, NoticeKey } from '../../domain/notice/notice.ts';
import { type DeliveryAction, FIND_AFTER_MS, planActions } from '../../domain/delivery/plan-delivery.ts';
import { type Deliverable, type DeliverableKey, deliverableId } from '../../domain/delivery/deliverable.ts';
import { byUrgency, rankOf, urgentBy, type Urgent } from '../../domain/delivery/urgency.ts';
import { type Aim, aimAction } from './aim-action.ts';
import { isOutage } from '../outbox/with-outage-limit.ts';
import type { KnownOffset } from './known-offset.ts';
import { enterLane, type HeldLane } from './lane.ts';
import type { EventPublisher } from '../ports/event-publisher.ts';
import type { Lanes } from '../ports/lanes.ts';
import type { TicketReader, TicketWriter } from '../ports/ticket-store.ts';
import { readDeliverable } from '../outbox/read-deliverable.ts';
import { type DrainState, EDIT_EVERY_MS, type ShowServices } from './drain-state.ts';
import { performAction } from './perform-action.ts';
import { createWaits, elapsedOf } from './waits.ts';
import { nowBy, wallNow } from '../ports/wall-now.ts';

export type DrainServices = ShowServices & {
  lanes: Lanes;
  reader: Pick<TicketReader, 'ticket' | 'attention'>;
  writer: Pick<TicketWriter, 'settle'>;
  publisher: Pick<EventPublisher, 'wake'>;
  sleep: (ms: number) => Promise<unknown>;
  knownOffset: KnownOffset;
};

export type DrainResult = {
  /**
   * - `done`: Slack shows all that can be shown now.
   * - `held`: another holds the lane, and knows that there is something new.
   * - `lost`: the lane was lost; its new holder goes on.
   * - `out-of-time`: another run was woken to go on.
   */
  ended: 'done' | 'held' | 'lost' | 'out-of-time';
  /** Of `held`: how long the lane had been held without a break, ms. */
  heldMs?: number;
  /** How often Slack refused a message in every form. */
  refused: number;
  /** Tickets and notices that were passed over, since they could not be read, built or written. */
  failed: number;
};

/** The index is read anew at least so often: whatever has become more urgent goes first (R18). */
const LOOK_EVERY_MS = 10_000;
/** A drain waits no longer for something to become free (R21). */
const LONGEST_SLEEP_MS = 20_000;
/** What a call to Slack takes: nothing less urgent is begun so shortly before something becomes free. */
const A_CALL_MS = 300;
/** So many failures in a row are the store's, and end the run. */
const FAILURES_IN_A_ROW = 5;

/**
 * Shows in Slack what a vendor owes, most urgent first, until nothing is owed that could be shown now (R18). One drain a vendor
 * works at a time: it holds the vendor's lane.
 * @param named what it was called for: the index lags
 * @param limits `stopAfterMs`: after so long no step is begun; one may take some forms and their calls
 */
export const drain = async (
  vendor: VendorRef,
  named: readonly DeliverableKey[],
  { stopAfterMs }: { stopAfterMs: number },
  services: DrainServices,
): Promise<DrainResult> => {
  const stopAt = elapsedOf(services.clock)() + stopAfterMs;
  const lane = await enterLane(vendor, services);
  if ('heldMs' in lane) return { ended: 'held', heldMs: lane.heldMs, refused: 0, failed: 0 };
  const run = beginRun(vendor, lane, services, await services.knownOffset(vendor));
  const ended = await showAll(run, lane, named, stopAt).catch(async (error: unknown) => {
    // Whoever comes next need not wait for the lane's end.
    await lane.release({ waits: run.state.waits.kept(), forced: true }).catch(() => 'lost');
    throw error;
  });
  if (run.defects.length > 0) throw run.defects[0];
  return { ended, refused: run.state.refused, failed: run.failed };
};

/** @param stopAt by the monotonic clock */
const showAll = async (
  run: Run,
  lane: HeldLane,
  named: readonly DeliverableKey[],
  stopAt: number,
): Promise<Exclude<DrainResult['ended'], 'held'>> => {
  const { clock, publisher, sleep } = run.services;
  const elapsed = elapsedOf(clock);
  let lookedAt = Number.NEGATIVE_INFINITY;
  let calledFor = named;
  for (;;) {
    if (elapsed() >= stopAt) {
      const waits = run.state.waits.kept();
      if ((await lane.release({ waits, forced: true })) === 'lost') return 'lost';
      await publisher.wake(run.vendor, []);
      return 'out-of-time';
    }
    if (elapsed() - lookedAt >= LOOK_EVERY_MS) {
      if (!(await lane.beginLook())) return 'lost';
      await look(run, calledFor);
      // From its end on: however long it takes, something is shown between two.
      lookedAt = elapsed();
      calledFor = [];
    }
    const until = Math.min(lookedAt + LOOK_EVERY_MS, stopAt);
    const next = await findNext(run, until);
    if ('step' in next) {
      if ((await take(run, next)) === 'lane-lost') return 'lost';
    } else if (next.freeInMs <= LONGEST_SLEEP_MS) {
      await sleep(Math.max(0, Math.min(next.freeInMs, until - elapsed())));
    } else if (lane.owesLook()) {
      lookedAt = Number.NEGATIVE_INFINITY;
    } else {
      const released = await lane.release({ waits: run.state.waits.kept() });
      if (released !== 'called') return released === 'lost' ? 'lost' : 'done';
      lookedAt = Number.NEGATIVE_INFINITY;
    }
  }
};

/** What is owed as far as this drain knows: a row of the index, or the base item once it has been read. */
type Owed = Urgent & { id: string; key: DeliverableKey };

type Run = {
  vendor: VendorRef;
  state: DrainState;
  services: DrainServices;
  /** Most urgent first. */
  owed: Owed[];
  /** Base items as this drain read or wrote them last. */
  known: Map<string, Deliverable>;
  /** Tokens of the attempts that this drain has looked for early. */
  lookedFor: Set<string>;
  failed: number;
  /** Failures in a row that say that the store is down. */
  outages: number;
  defects: unknown[];
};

const beginRun = (vendor: VendorRef, lane: HeldLane, services: DrainServices, offsetMs: number): Run => ({
  vendor,
  state: {
    lane,
    waits: createWaits(lane.waits, services.clock),
    offsetMs,
    replaced: new Set(),
    unsure: 0,
    hasAnswered: false,
    refused: 0,
  },
  services,
  owed: [],
  known: new Map(),
  lookedFor: new Set(),
  failed: 0,
  outages: 0,
  defects: [],
});

/** Reads what the index says is owed and due, and what the drain was called for. */
const look = async (run: Run, named: readonly DeliverableKey[]): Promise<void> => {
  const { vendor, services, state, known } = run;
  const wall = wallNow(services.clock);
  // What was written before Coupang's clock was known went by this machine's.
  const { tickets, notices } = await services.reader.attention(vendor, Math.max(wall, wall + state.offsetMs));
  const owed = new Map<string, Owed>();
  for (const row of [...tickets, ...notices]) {
    const id = deliverableId(row);
    const last = known.get(id);
    // The index lags: what this drain has written since is newer than the row.
    const isNewer = !last || row.version > last.version || row.publishedVersion > last.publishedVersion;
    if (isNewer) known.delete(id);
    const rank = isNewer || !last ? row.rank : rankOf(last);
    if (rank !== undefined && row.publishedVersion > 0)
      owed.set(id, { id, key: row, rank, by: urgentBy(row) });
  }
  // What it was called for, and has not shown yet.
  for (const one of run.owed) if (known.has(one.id) && !owed.has(one.id)) owed.set(one.id, one);
  run.owed = [...owed.values()].sort(byUrgency);
  for (const key of named) {
    await tryOne(run, key, async () => {
      const deliverable = await readDeliverable(key, services);
      if (deliverable) note(run, deliverable);
    });
  }
};

/** What is to be done next, or in how long something may be; infinite: nothing is owed. */
type Next = { deliverable: Deliverable; step: DeliveryAction; aim: Aim } | { freeInMs: number };

/**
 * The most urgent step whose channel and method are free. Whatever must wait keeps nothing else back.
 * @param until by the monotonic clock: then the index is read anew
 */
const findNext = async (run: Run, until: number): Promise<Next> => {
  const { services, state } = run;
  const elapsed = elapsedOf(services.clock);
  let freeAt = Number.POSITIVE_INFINITY;
  const waitFor = (ms: number): void => {
    freeAt = Math.min(freeAt, elapsed() + ms);
  };
  // Whatever is dropped meanwhile makes a list of its own.
  for (const one of run.owed) {
    // It is time for a look, or something more urgent is about to become free.
    if (elapsed() >= until) return { freeInMs: 0 };
    if (elapsed() >= freeAt - A_CALL_MS) return { freeInMs: Math.max(0, freeAt - elapsed()) };
    const found = await tryOne(run, one.key, async (): Promise<Next | undefined> => {
      const deliverable = await current(run, one);
      if (!deliverable) return drop(run, one.id);
      const { raw } = nowOf(run);
      const steps = stepsOf(deliverable, run);
      if (steps.length === 0) {
        await settle(run, deliverable);
        return drop(run, one.id);
      }
      for (const step of steps) {
        const next = await aimAt(deliverable, step, run);
        const waitMs = next.step.do === 'wait' ? next.step.until - raw : state.waits.left(next.aim.waits);
        if (waitMs <= 0) return next;
        waitFor(waitMs);
        // The pace alone: an edit rides along with the line before it.
        if (waitMs <= EDIT_EVERY_MS) break;
      }
      return undefined;
    });
    if (found) return found;
  }
  return { freeInMs: freeAt - elapsed() };
};

/** A card that follows its digest brings the digest first, at its own rank (R24). */
const aimAt = async (
  deliverable: Deliverable,
  step: DeliveryAction,
  run: Run,
): Promise<{ deliverable: Deliverable; step: DeliveryAction; aim: Aim }> => {
  const { services, known } = run;
  const digestOf = async (key: NoticeKey): Promise<Notice | undefined> => {
    const last = known.get(deliverableId(key));
    if (last && 'notice' in last) return last;
    try {
      const digest = await services.notices.read(key);
      if (digest) known.set(deliverableId(digest), digest);
      return digest;
    } catch (error) {
      // One that cannot be read is as good as gone (R24): its cards stand on their own.
      if (!(error instanceof NotifierError) || error.retryable) throw error;
      services.log.error(error.message, { deliverable: deliverableId(key), code: error.code });
      return undefined;
    }
  };
  const aim = await aimAction(deliverable, step, { slack: services.slack, digestOf });
  if (!('after' in aim)) return { deliverable, step, aim };
  const [first] = stepsOf(aim.after, run);
  // Not published yet: its own wake-up follows.
  if (!first) return { deliverable, step: { do: 'wait', until: Number.POSITIVE_INFINITY }, aim: NO_AIM };
  const before = await aimAction(aim.after, first, { slack: services.slack, digestOf });
  return { deliverable: aim.after, step: first, aim: 'after' in before ? NO_AIM : before };
};

/** An attempt is looked for once in each drain before its time (R19): if it is found, its ticket waits no longer. */
const stepsOf = (deliverable: Deliverable, run: Run): DeliveryAction[] => {
  const { attempt } = deliverable;
  const { raw } = nowOf(run);
  const steps = planActions(deliverable, raw);
  if (!attempt || run.lookedFor.has(attempt.token)) return steps;
  const at = attempt.at + FIND_AFTER_MS;
  return steps.map((step) => {
    if (step.do !== 'wait') return step;
    return raw < at ? { do: 'wait', until: at } : { do: 'look-up', onlyFinds: true };
  });
};

const NO_AIM: Aim = { options: {}, waits: [] };

const take = async (
  run: Run,
  { deliverable, step, aim }: { deliverable: Deliverable; step: DeliveryAction; aim: Aim },
): Promise<'lane-lost' | undefined> => {
  const id = deliverableId(deliverable);
  if (step.do === 'look-up' && deliverable.attempt) run.lookedFor.add(deliverable.attempt.token);
  const shown = await tryOne(run, deliverable, () =>
    performAction(deliverable, step, aim, run.state, run.services),
  );
  if (shown === 'lane-lost') return shown;
  run.known.delete(id);
  if (shown === 'moved') return undefined;
  if (shown) note(run, shown);
  return undefined;
};

/** Puts a base item where its rank says, or takes it off the list. */
const note = (run: Run, deliverable: Deliverable): void => {
  const id = deliverableId(deliverable);
  run.known.set(id, deliverable);
  const rank = rankOf(deliverable);
  drop(run, id);
  if (rank === undefined || deliverable.publishedVersion === 0) return;
  const one = { id, key: deliverable, rank, by: urgentBy(deliverable) };
  const at = run.owed.findIndex((other) => byUrgency(one, other) < 0);
  run.owed.splice(at < 0 ? run.owed.length : at, 0, one);
};

const drop = (run: Run, id: string): undefined => {
  run.owed = run.owed.filter((one) => one.id !== id);
};

const current = async (run: Run, { id, key }: Owed): Promise<Deliverable | undefined> => {
  const last = run.known.get(id) ?? (await readDeliverable(key, run.services));
  if (last) run.known.set(id, last);
  return last;
};

/** Nothing is owed although the index says so: it lags, or the time that it names is moved. */
const settle = async (run: Run, deliverable: Deliverable): Promise<void> => {
  const now = nowOf(run);
  if (
    deliverable.publishedVersion < deliverable.version ||
    (deliverable.attentionAt ?? Infinity) > now.corrected
  )
    return;
  const attentionAt = attentionTime(deliverable, now);
  if (attentionAt === deliverable.attentionAt && deliverable.rank === undefined) return;
  await run.services.writer.settle(deliverable, attentionAt === undefined ? {} : { attentionAt });
};

const nowOf = ({ services: { clock }, state: { offsetMs } }: Run): Now => nowBy(clock, offsetMs);

/** What fails is logged, counted and left for the next drain; a store that is down ends the run. */
const tryOne = async <Done>(
  run: Run,
  key: DeliverableKey,
  work: () => Promise<Done>,
): Promise<Done | undefined> => {
  try {
    const done = await work();
    run.outages = 0;
    return done;
  } catch (error) {
    run.failed += 1;
    drop(run, deliverableId(key));
    if (!(error instanceof NotifierError)) {
      run.defects.push(error);
      return undefined;
    }
    run.services.log.error(error.message, { deliverable: deliverableId(key), code: error.code });
    run.outages = isOutage(error) ? run.outages + 1 : 0;
    if (run.outages >= FAILURES_IN_A_ROW) throw error;
    return undefined;
  }
};
