import { attentionTime } from '../../domain/delivery/attention-time.ts';
import { type Deliverable, deliverableId } from '../../domain/delivery/deliverable.ts';
import type { DrainState, Shown, ShowServices } from './drain-state.ts';
import type { DeliveryResult } from '../ports/delivery-store.ts';
import { readDeliverable } from '../outbox/read-deliverable.ts';
import { nowBy } from '../ports/wall-now.ts';
import { ConcurrentWrite } from '../outbox/concurrent-write.ts';

const TRIES = 5;

/**
 * Writes a result with the time of next interest (R3). The facts may have moved meanwhile: then it is made anew on the item as
 * it is now, for as long as the attempt is ours.
 */
export const writeResult = async (
  before: Deliverable,
  result: DeliveryResult,
  drain: DrainState,
  services: ShowServices,
): Promise<Shown> => {
  let deliverable = before;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const written = await writeOnce(deliverable, result, drain, services);
    if (written) return written;
    const fresh = await readDeliverable(before, services);
    if (!fresh || fresh.attempt?.token !== before.attempt?.token) return 'moved';
    deliverable = fresh;
  }
  throw new ConcurrentWrite(deliverableId(before), TRIES);
};

/** `undefined`: something moved since it was read. */
export const writeOnce = (
  deliverable: Deliverable,
  result: DeliveryResult,
  { offsetMs }: DrainState,
  { delivery, clock }: ShowServices,
): Promise<Deliverable | undefined> => {
  const attentionAt = attentionTime(withResult(deliverable, result), nowBy(clock, offsetMs));
  return delivery.noteResult(deliverable, result, attentionAt);
};

/** The ticket or notice as a result will leave it. */
const withResult = (deliverable: Deliverable, result: DeliveryResult): Deliverable => {
  const { attempt, ...rest } = deliverable;
  const { posted, retries, replaced, channel, ts, threadTs, shownVersion } = result;
  const place = { ...rest };
  if (replaced) {
    delete place.channel;
    delete place.ts;
  }
  if ('threadTs' in place && (replaced || ts !== undefined)) delete place.threadTs;
  const waiting = Object.entries({ ...deliverable.retries, ...retries }).filter(([, retry]) => retry);
  return {
    ...place,
    ...(replaced && { replaced }),
    ...(channel !== undefined && { channel }),
    ...(ts !== undefined && { ts, ...(threadTs !== undefined && { threadTs }) }),
    ...(shownVersion !== undefined && { shownVersion }),
    ...('posted' in deliverable && { posted: { ...deliverable.posted, ...posted } }),
    retries: Object.fromEntries(waiting),
  };
};
