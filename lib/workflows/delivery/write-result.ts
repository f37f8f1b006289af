import { attentionTime } from '../../domain/delivery/attention-time.ts';
import { type Subject, subjectId } from '../../domain/delivery/subject.ts';
import type { DrainState, Shown, ShowServices } from './drain-state.ts';
import type { DeliveryResult } from '../ports/delivery-store.ts';
import { readSubject } from '../outbox/read-subject.ts';
import { nowBy } from '../ports/wall-now.ts';
import { WriteContended } from '../outbox/write-contended.ts';

const TRIES = 5;

/**
 * Writes a result with the time of next interest (R3). The facts may have moved meanwhile: then it is made anew on the item as
 * it is now, for as long as the attempt is ours.
 */
export const writeResult = async (
  before: Subject,
  result: DeliveryResult,
  drain: DrainState,
  services: ShowServices,
): Promise<Shown> => {
  let subject = before;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const written = await writeOnce(subject, result, drain, services);
    if (written) return written;
    const fresh = await readSubject(before, services);
    if (!fresh || fresh.attempt?.token !== before.attempt?.token) return 'moved';
    subject = fresh;
  }
  throw new WriteContended(subjectId(before), TRIES);
};

/** `undefined`: something moved since it was read. */
export const writeOnce = (
  subject: Subject,
  result: DeliveryResult,
  { offsetMs }: DrainState,
  { delivery, clock }: ShowServices,
): Promise<Subject | undefined> => {
  const attentionAt = attentionTime(withResult(subject, result), nowBy(clock, offsetMs));
  return delivery.noteResult(subject, result, attentionAt);
};

/** The ticket or notice as a result will leave it. */
const withResult = (subject: Subject, result: DeliveryResult): Subject => {
  const { attempt, ...rest } = subject;
  const { posted, retries, replaced, channel, ts, threadTs, shownVersion } = result;
  const place = { ...rest };
  if (replaced) {
    delete place.channel;
    delete place.ts;
  }
  if ('threadTs' in place && (replaced || ts !== undefined)) delete place.threadTs;
  const waiting = Object.entries({ ...subject.retries, ...retries }).filter(([, retry]) => retry);
  return {
    ...place,
    ...(replaced && { replaced }),
    ...(channel !== undefined && { channel }),
    ...(ts !== undefined && { ts, ...(threadTs !== undefined && { threadTs }) }),
    ...(shownVersion !== undefined && { shownVersion }),
    ...('posted' in subject && { posted: { ...subject.posted, ...posted } }),
    retries: Object.fromEntries(waiting),
  };
};
