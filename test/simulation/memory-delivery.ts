import type { Subject } from '../../lib/domain/subject.ts';
import { ClaimLost } from '../../lib/workflows/claim-lost.ts';
import type { DeliveryResult, DeliveryStore } from '../../lib/workflows/ports.ts';
import { type Effect, saysWhat } from './effect.ts';
import type { MemoryTable } from './memory-table.ts';

/** Delivery's own fields, under the claim (R18, R19). */
export const createMemoryDelivery = (table: MemoryTable, effect: Effect): DeliveryStore => {
  const claimed = (subject: Subject): Subject => {
    const stored = table.read(subject);
    if (!stored?.deliveryClaim || stored.deliveryClaim.token !== subject.deliveryClaim?.token)
      throw new ClaimLost(subject);
    return stored;
  };
  return {
    claim: (key, { token, now, until }) =>
      effect(
        'store.claim',
        () => {
          const stored = table.read(key);
          if (!stored) return 'absent';
          const held = stored.deliveryClaim;
          if (held && held.token !== token && held.until > now) return 'held';
          return { subject: table.write({ ...stored, deliveryClaim: { token, until } }) };
        },
        { says: saysWhat(key, token) },
      ),
    noteAttempt: (subject, attempt) =>
      effect('store.noteAttempt', () => table.write({ ...claimed(subject), attempt }), {
        says: saysWhat(subject, `${attempt.name}, looked up ${attempt.lookUps} times`),
      }),
    noteResult: (subject, result) =>
      effect('store.noteResult', () => table.write(withResult(claimed(subject), result)), {
        says: saysWhat(subject, wordsOf(result)),
      }),
  };
};

/** A subject as a result of its Slack call leaves it: the attempt and the wait are over. */
export const withResult = ({ attempt, retryAt, ...before }: Subject, result: DeliveryResult): Subject => {
  const { posted = {}, shownVersion, channel, ts, threadTs, replaced } = result;
  const stored = replaced ? { ...withoutPlace(before), replaced } : before;
  const shows = Object.keys(posted).length > 0 || shownVersion !== undefined || ts !== undefined;
  const noted = {
    shownVersion: Math.max(stored.shownVersion, shownVersion ?? 0),
    reannounced: shows ? 0 : stored.reannounced,
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

const withoutPlace = (subject: Subject): Subject => {
  if ('notice' in subject) {
    const { channel, ts, ...notice } = subject;
    return notice;
  }
  const { channel, ts, threadTs, ...ticket } = subject;
  return ticket;
};

const wordsOf = ({ posted, ts, shownVersion, replaced }: DeliveryResult): string =>
  [
    ...Object.keys(posted ?? {}),
    ...(ts === undefined ? [] : ['its message']),
    ...(shownVersion === undefined ? [] : [`shows ${shownVersion}`]),
    ...(replaced ? ['replaced'] : []),
  ].join(' ');
