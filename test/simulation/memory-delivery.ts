import type { Deliverable } from '../../lib/domain/delivery/deliverable.ts';
import type { AttemptName, Retries } from '../../lib/domain/ticket/ticket.ts';
import type { DeliveryResult, DeliveryStore } from '../../lib/workflows/ports/delivery-store.ts';
import { type Effect, saysWhat } from './effect.ts';
import type { MemoryTable } from './memory-table.ts';

/** The attempt, and what came of it (R19). */
export const createMemoryDelivery = (
  table: MemoryTable,
  effect: Effect,
  forgetsWrite: () => boolean,
): DeliveryStore => ({
  noteAttempt: (before, attempt) =>
    effect(
      'store.noteAttempt',
      () => {
        const stored = table.read(before);
        if (stored?.attempt && stored.attempt.token === attempt.token && before.attempt)
          return table.write({ ...stored, attempt });
        if (!stored || stored.attempt || !isSameVersion(stored, before)) return undefined;
        if (messageOf(stored, attempt.name) !== messageOf(before, attempt.name)) return undefined;
        return table.write({ ...stored, attempt });
      },
      { says: saysWhat(before, attempt.name), deliverable: before, attempt },
    ),
  noteResult: (before, result, attentionAt) =>
    effect(
      'store.noteResult',
      () => {
        const stored = table.read(before);
        if (!stored || !isAsRead(stored, before)) return undefined;
        const written = table.write(withResult(stored, result, attentionAt));
        return forgetsWrite() ? undefined : written;
      },
      { says: saysWhat(before, wordsOf(result)), deliverable: before },
    ),
});

const nextStepOf = (deliverable: Deliverable): number | undefined =>
  'notice' in deliverable ? undefined : deliverable.nextStepAt;

/** What settle and a result compare (R3). */
export const isAsRead = (stored: Deliverable, before: Deliverable): boolean =>
  isSameVersion(stored, before) &&
  stored.publishedVersion === before.publishedVersion &&
  nextStepOf(stored) === nextStepOf(before) &&
  stored.attempt?.token === before.attempt?.token;

/** The message itself: a line's result moves neither version. */
const messageOf = (deliverable: Deliverable, name: AttemptName): string | undefined =>
  'notice' in deliverable || name === 'card' || name === 'notice' ? deliverable.ts : deliverable.posted[name];

const isSameVersion = (stored: Deliverable, before: Deliverable): boolean =>
  stored.version === before.version && stored.shownVersion === before.shownVersion;

/** A deliverable as a result leaves it: the attempt is over, and the index knows when it is of interest next. */
export const withResult = (
  { attempt, attentionAt: _past, ...before }: Deliverable,
  result: DeliveryResult,
  attentionAt?: number,
): Deliverable => {
  const { posted = {}, shownVersion, channel, ts, threadTs, replaced, retries = {} } = result;
  const stored = replaced ? { ...withoutPlace(before), replaced } : before;
  const noted = {
    shownVersion: shownVersion ?? stored.shownVersion,
    retries: withRetries(stored.retries, retries),
    ...(attentionAt !== undefined && { attentionAt }),
    ...(channel !== undefined && { channel }),
    ...(ts !== undefined && { ts }),
  };
  if ('notice' in stored) return { ...stored, ...noted };
  const { threadTs: stoodIn, ...ticket } = stored;
  const standsIn = ts === undefined ? stoodIn : threadTs;
  return {
    ...ticket,
    ...noted,
    ...(standsIn !== undefined && { threadTs: standsIn }),
    posted: { ...ticket.posted, ...posted },
  };
};

const withRetries = (known: Retries, changed: NonNullable<DeliveryResult['retries']>): Retries =>
  Object.fromEntries(
    Object.entries({ ...known, ...changed }).flatMap(([name, retry]) => (retry ? [[name, retry]] : [])),
  );

const withoutPlace = (deliverable: Deliverable): Deliverable => {
  if ('notice' in deliverable) {
    const { channel, ts, ...notice } = deliverable;
    return notice;
  }
  const { channel, ts, threadTs, ...ticket } = deliverable;
  return ticket;
};

const wordsOf = ({ posted, ts, shownVersion, replaced, retries }: DeliveryResult): string =>
  [
    ...Object.keys(posted ?? {}),
    ...(ts === undefined ? [] : ['its message']),
    ...(shownVersion === undefined ? [] : [`shows ${shownVersion}`]),
    ...(replaced ? ['replaced'] : []),
    ...Object.entries(retries ?? {}).map(([name, retry]) =>
      retry
        ? `${name} waits until ${new Date(retry.at).toISOString().slice(11, 19)}`
        : `${name} waits no more`,
    ),
  ].join(' ');
