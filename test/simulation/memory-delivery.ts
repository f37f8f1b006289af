import { withFields, withoutFields } from '../fixtures/domain/make-ticket.ts';
import { defined } from '../../lib/domain/defined.ts';
import type { Deliverable } from '../../lib/domain/delivery/deliverable.ts';
import type { AttemptName, Retries } from '../../lib/domain/ticket/ticket.ts';
import type { DeliveryResult, DeliveryStore } from '../../lib/workflows/ports/delivery-store.ts';
import { type Effect, saysWhat } from './effect.ts';
import type { MemoryTable } from './memory-table.ts';

/** The attempt, and its result (R19). */
export const createMemoryDelivery = (
  table: MemoryTable,
  effect: Effect,
  forgetsWrite: () => boolean,
): DeliveryStore => ({
  noteAttempt: (before, attempt) =>
    effect(
      'store.noteAttempt',
      () => {
        const stored = table.read(before.key);
        if (
          stored?.delivery.attempt &&
          stored.delivery.attempt.token === attempt.token &&
          before.delivery.attempt
        )
          return table.write(withFields(stored, { attempt }));
        if (!stored || stored.delivery.attempt || !isSameVersion(stored, before)) return undefined;
        if (messageOf(stored, attempt.name) !== messageOf(before, attempt.name)) return undefined;
        return table.write(withFields(stored, { attempt }));
      },
      { says: saysWhat(before.key, attempt.name), deliverable: before, attempt },
    ),
  noteResult: (before, result, attentionAt) =>
    effect(
      'store.noteResult',
      () => {
        const stored = table.read(before.key);
        if (!stored || !isAsRead(stored, before)) return undefined;
        const written = table.write(withResult(stored, result, attentionAt));
        return forgetsWrite() ? undefined : written;
      },
      { says: saysWhat(before.key, wordsOf(result)), deliverable: before },
    ),
});

const nextStepOf = (deliverable: Deliverable): number | undefined =>
  deliverable.type === 'notice' ? undefined : deliverable.ladder.nextStepAt;

/** The fields that settle and a result compare (R3). */
export const isAsRead = (stored: Deliverable, before: Deliverable): boolean =>
  isSameVersion(stored, before) &&
  stored.outbox.publishedVersion === before.outbox.publishedVersion &&
  nextStepOf(stored) === nextStepOf(before) &&
  stored.delivery.attempt?.token === before.delivery.attempt?.token;

/** The message itself: a line's result changes neither version. */
const messageOf = (deliverable: Deliverable, name: AttemptName): string | undefined =>
  deliverable.type === 'notice' || name === 'card' || name === 'notice'
    ? deliverable.delivery.ts
    : deliverable.delivery.posted[name];

const isSameVersion = (stored: Deliverable, before: Deliverable): boolean =>
  stored.outbox.version === before.outbox.version &&
  stored.delivery.shownVersion === before.delivery.shownVersion;

/** A deliverable after a result: the attempt is over, and the index has the next time. */
export const withResult = (
  before: Deliverable,
  result: DeliveryResult,
  attentionAt?: number,
): Deliverable => {
  const { posted = {}, shownVersion, channel, ts, threadTs, replaced, retries = {} } = result;
  const ended = withoutFields(before, 'attempt', 'attentionAt');
  const stored = replaced
    ? withFields(withoutFields(ended, 'channel', 'ts', 'threadTs'), { replaced })
    : ended;
  const noted = {
    shownVersion: shownVersion ?? stored.delivery.shownVersion,
    retries: withRetries(stored.delivery.retries, retries),
    ...defined({ attentionAt, channel, ts }),
  };
  if (stored.type === 'notice') return withFields(stored, noted);
  const ticket = ts === undefined ? stored : withoutFields(stored, 'threadTs');
  return withFields(ticket, {
    ...noted,
    ...(ts !== undefined && defined({ threadTs })),
    posted: { ...ticket.delivery.posted, ...posted },
  });
};

const withRetries = (known: Retries, changed: NonNullable<DeliveryResult['retries']>): Retries =>
  Object.fromEntries(
    Object.entries({ ...known, ...changed }).flatMap(([name, retry]) => (retry ? [[name, retry]] : [])),
  );

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
