import { attentionTime } from '../../domain/delivery/attention-time.ts';
import { type Deliverable, deliverableId } from '../../domain/delivery/deliverable.ts';
import { defined } from '../../domain/defined.ts';
import type { CardDelivery, Delivery } from '../../domain/ticket/ticket.ts';
import { writeDecided } from '../outbox/write-decided.ts';
import { readDeliverable } from '../outbox/read-deliverable.ts';
import type { DeliveryResult } from '../ports/delivery-store.ts';
import { editAgain } from './after-failure.ts';
import type { ActionOutcome, DrainRun } from './drain-run.ts';

/** The one write after an action. */
export const noteOutcome = async (
  outcome: ActionOutcome,
  run: DrainRun,
): Promise<Deliverable | 'moved' | 'lane-lost'> => {
  if (typeof outcome === 'string') return outcome;
  const { deliverable, result, ifMoved, attempt } = outcome;
  if (attempt) return (await run.services.delivery.noteAttempt(deliverable, attempt)) ?? 'moved';
  if (!result) return deliverable;
  if (!ifMoved) return writeResult(deliverable, result, run);
  const written = await writeOnce(deliverable, result, run);
  return written ?? (ifMoved === 'edit-again' ? oweEditAgain(deliverable, result, run) : 'moved');
};

/** If the facts have changed meanwhile, the result is written on the item as it is now, while the attempt is ours. */
const writeResult = async (
  before: Deliverable,
  result: DeliveryResult,
  run: DrainRun,
): Promise<Deliverable | 'moved'> => {
  const written = await writeDecided(
    deliverableId(before.key),
    async (isAgain) => {
      const stored = isAgain ? await readDeliverable(before.key, run.services) : before;
      return stored?.delivery.attempt?.token === before.delivery.attempt?.token ? stored : undefined;
    },
    (stored) => writeOnce(stored, result, run),
  );
  return written ?? 'moved';
};

/** Writes the result with the index time (R3). `undefined`: the item has changed since it was read. */
const writeOnce = (
  deliverable: Deliverable,
  result: DeliveryResult,
  run: DrainRun,
): Promise<Deliverable | undefined> => {
  const attentionAt = attentionTime(withResult(deliverable, result), run.services.clock.now());
  return run.services.delivery.noteResult(deliverable, result, attentionAt);
};

/**
 * Another worker edited at the same time, and its edit may have come last. So the edit is owed again, a minute later (R19).
 */
const oweEditAgain = async (
  before: Deliverable,
  edited: DeliveryResult,
  run: DrainRun,
): Promise<Deliverable | 'moved'> => {
  const fresh = await readDeliverable(before.key, run.services);
  // An open attempt is the lock of another worker.
  if (!fresh || fresh.delivery.attempt) return 'moved';
  const isUnmoved = fresh.delivery.shownVersion === before.delivery.shownVersion;
  const retry = editAgain(fresh.outbox.version, 'edited_beside_another', run.services.clock.now());
  const shownVersion = Math.min(before.delivery.shownVersion, fresh.delivery.shownVersion);
  const result = isUnmoved ? edited : { shownVersion, retries: { edit: retry } };
  // If it has changed once more, the item itself shows what is owed.
  return (await writeOnce(fresh, result, run)) ?? 'moved';
};

/** The index says that something is owed, but nothing is. The index lags, or its time has to move. */
export const settle = async (deliverable: Deliverable, run: DrainRun): Promise<void> => {
  run.backlog.drop(deliverable.key);
  const now = run.services.clock.now();
  const { version, publishedVersion } = deliverable.outbox;
  const { attentionAt = Infinity, rank } = deliverable.index;
  if (publishedVersion < version || attentionAt > now) return;
  const next = attentionTime(deliverable, now);
  if (next === deliverable.index.attentionAt && rank === undefined) return;
  await run.services.writer.settle(deliverable, next === undefined ? {} : { attentionAt: next });
};

/** The ticket or notice as it will be after the result. */
const withResult = (before: Deliverable, result: DeliveryResult): Deliverable =>
  before.type === 'notice'
    ? { ...before, delivery: shownBy(before.delivery, result) }
    : { ...before, delivery: cardShownBy(before.delivery, result) };

const shownBy = (
  { attempt, channel, ts, ...kept }: Delivery,
  { retries, replaced, ...result }: DeliveryResult,
): Delivery => ({
  ...kept,
  ...(replaced ? { replaced } : defined({ channel, ts })),
  ...defined({ channel: result.channel, ts: result.ts, shownVersion: result.shownVersion }),
  retries: defined({ ...kept.retries, ...retries }),
});

/** A card in another place has another thread. */
const cardShownBy = ({ threadTs, posted, ...before }: CardDelivery, result: DeliveryResult): CardDelivery => {
  const moves = result.ts !== undefined || result.replaced !== undefined;
  return {
    ...shownBy(before, result),
    ...defined({ threadTs: moves ? result.threadTs : threadTs }),
    posted: { ...posted, ...result.posted },
  };
};
