import { withFields, withoutFields } from '../fixtures/domain/make-ticket.ts';
import { defined } from '../../lib/domain/defined.ts';
import type { Deliverable } from '../../lib/domain/delivery/deliverable.ts';
import { type Member, memberOf, membersOf } from '../../lib/domain/notice/notice-facts.ts';
import { ALONE, markOf } from '../../lib/domain/ticket/posted.ts';
import type { AttemptName, Retries } from '../../lib/domain/ticket/ticket.ts';
import type { DeliveryResult, DeliveryStore } from '../../lib/workflows/ports/store.ts';
import { type Effect, nameOfKey } from './effect.ts';
import type { MemoryTable } from './memory-table.ts';

/** The attempt, and its result (R19). */
export const createMemoryDelivery = (
  table: MemoryTable,
  effect: Effect,
  forgetsWrite: () => boolean,
): DeliveryStore => ({
  noteAttempt: (before, attempt, shown) =>
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
        if (!isMessageAsRead(stored, before, attempt.name)) return undefined;
        return table.write(withFields(shown ? withMembers(stored, shown) : stored, { attempt }));
      },
      { detail: nameOfKey(before.key, attempt.name), deliverable: before, attempt },
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
      { detail: nameOfKey(before.key, wordsOf(result)), deliverable: before },
    ),
  noteEntry: (before, name, entry) =>
    effect(
      'store.noteEntry',
      () => {
        const stored = table.readTicket(before.key);
        const value = entry === 'alone' ? ALONE : markOf(entry.list);
        if (!stored || stored.delivery.attempt || stored.outbox.version !== before.outbox.version)
          return undefined;
        if (stored.delivery.posted[name] !== before.delivery.posted[name]) return undefined;
        const { ts, replaced } = stored.delivery;
        if (name === 'card' && (ts !== undefined || replaced)) return undefined;
        const written = table.writeTicket(
          withFields(stored, { posted: { ...stored.delivery.posted, [name]: value } }),
        );
        return forgetsWrite() ? undefined : written;
      },
      { detail: nameOfKey(before.key, name), deliverable: before },
    ),
  addMembers: (before, added) =>
    effect(
      'store.addMembers',
      () => {
        const stored = table.readNotice(before.key);
        const { attempt, ts, shownVersion } = stored?.delivery ?? {};
        if (!stored || attempt || ts !== undefined || shownVersion !== before.delivery.shownVersion)
          return undefined;
        const members = [...(membersOf(before.facts) ?? []), ...added];
        return table.writeNotice(withMembers(stored, members));
      },
      { detail: nameOfKey(before.key, added.length), deliverable: before },
    ),
});

const withMembers = <Item extends Deliverable>(item: Item, members: readonly Member[]): Item =>
  'about' in item.facts && item.facts.about === 'list'
    ? { ...item, facts: { ...item.facts, members: members.map(memberOf) } }
    : item;

const nextStepOf = (deliverable: Deliverable): number | undefined =>
  deliverable.type === 'notice' ? undefined : deliverable.ladder.nextStepAt;

/** The fields that settle and a result compare (R3). */
export const isAsRead = (stored: Deliverable, before: Deliverable): boolean =>
  isSameVersion(stored, before) &&
  stored.outbox.publishedVersion === before.outbox.publishedVersion &&
  nextStepOf(stored) === nextStepOf(before) &&
  stored.delivery.attempt?.token === before.delivery.attempt?.token;

/** The message and its entry: a line's result changes neither version. */
const isMessageAsRead = (stored: Deliverable, before: Deliverable, name: AttemptName): boolean => {
  const isSameCard = stored.delivery.ts === before.delivery.ts;
  if (stored.type === 'notice' || before.type === 'notice' || name === 'notice') return isSameCard;
  const isSameEntry = stored.delivery.posted[name] === before.delivery.posted[name];
  return isSameEntry && (name !== 'card' || isSameCard);
};

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
