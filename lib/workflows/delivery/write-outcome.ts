import { editAgain } from '../../domain/delivery/after-failure.ts';
import { attentionTime } from '../../domain/delivery/attention-time.ts';
import { defined } from '../../domain/defined.ts';
import { type Deliverable, deliverableId } from '../../domain/delivery/deliverable.ts';
import type { CardDelivery, Delivery } from '../../domain/ticket/ticket.ts';
import { readDeliverable } from '../outbox/read-deliverable.ts';
import { writeDecided } from '../outbox/write-decided.ts';
import type { DeliveryResult } from '../ports/store.ts';
import type { NotifyPorts } from './notify-ports.ts';
import type { Outcome } from './outcome.ts';

/**
 * Writes the outcome of an action in one request.
 * @returns the current item; `undefined` if another writer changed it, so it is read again
 */
export const writeOutcome = async (
  deliverable: Deliverable,
  { result, ifMoved, attempt, leaves }: Outcome,
  ports: NotifyPorts,
): Promise<Deliverable | undefined> => {
  if (attempt) return ports.delivery.noteAttempt(deliverable, attempt);
  if (leaves && deliverable.type === 'ticket') return ports.delivery.noteEntry(deliverable, leaves, 'alone');
  if (!result) return deliverable;
  if (!ifMoved) return writeResult(deliverable, result, ports);
  const written = await writeOnce(deliverable, result, ports);
  if (written || ifMoved === 'let-be') return written;
  return makeEditPending(deliverable, result, ports);
};

/** If the facts have changed meanwhile, writes the result on the current item, as long as the attempt is ours. */
const writeResult = (
  before: Deliverable,
  result: DeliveryResult,
  ports: NotifyPorts,
): Promise<Deliverable | undefined> =>
  writeDecided(
    deliverableId(before.key),
    async (isAgain) => {
      const stored = isAgain ? await readDeliverable(before.key, ports) : before;
      return stored?.delivery.attempt?.token === before.delivery.attempt?.token ? stored : undefined;
    },
    (stored) => writeOnce(stored, result, ports),
  );

const writeOnce = (
  deliverable: Deliverable,
  result: DeliveryResult,
  ports: NotifyPorts,
): Promise<Deliverable | undefined> => {
  const attentionAt = attentionTime(withResult(deliverable, result), ports.clock.now());
  return ports.delivery.noteResult(deliverable, result, attentionAt);
};

/** Another worker's edit may have arrived last, so the edit becomes pending again a minute later (R19). */
const makeEditPending = async (
  before: Deliverable,
  edited: DeliveryResult,
  ports: NotifyPorts,
): Promise<Deliverable | undefined> => {
  const fresh = await readDeliverable(before.key, ports);
  // An open attempt is another worker's lock.
  if (!fresh || fresh.delivery.attempt) return undefined;
  const isUnmoved = fresh.delivery.shownVersion === before.delivery.shownVersion;
  const retry = editAgain(fresh.outbox.version, 'edited_beside_another', ports.clock.now());
  const shownVersion = Math.min(before.delivery.shownVersion, fresh.delivery.shownVersion);
  const result = isUnmoved ? edited : { shownVersion, retries: { edit: retry } };
  // If the item changed again, it shows itself what is pending.
  return writeOnce(fresh, result, ports);
};

/** Corrects the index entry of an item without pending messages: the index lags, or its time must move. */
export const settle = async (deliverable: Deliverable, { clock, writer }: NotifyPorts): Promise<void> => {
  const now = clock.now();
  const { version, publishedVersion } = deliverable.outbox;
  const { attentionAt = Infinity, rank } = deliverable.index;
  if (publishedVersion < version || attentionAt > now) return;
  const next = attentionTime(deliverable, now);
  if (next === deliverable.index.attentionAt && rank === undefined) return;
  await writer.settle(deliverable, next === undefined ? {} : { attentionAt: next });
};

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

const cardShownBy = ({ threadTs, posted, ...before }: CardDelivery, result: DeliveryResult): CardDelivery => {
  const moves = result.ts !== undefined || result.replaced !== undefined;
  return {
    ...shownBy(before, result),
    ...defined({ threadTs: moves ? result.threadTs : threadTs }),
    posted: { ...posted, ...result.posted },
  };
};
