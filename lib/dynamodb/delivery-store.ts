import { defined } from '../domain/defined.ts';
import type { Deliverable } from '../domain/delivery/deliverable.ts';
import type { Attempt, AttemptName } from '../domain/ticket/ticket.ts';
import type { DeliveryResult, DeliveryStore } from '../workflows/ports/delivery-store.ts';
import { allOf, CONDITIONS } from './conditions.ts';
import { attention } from './index-attributes.ts';
import { deliverableItemKey } from './item-keys.ts';
import { parseItem } from './parse-item.ts';
import { parseDeliverable } from './deliverable-item.ts';
import { attemptSchema } from './deliverable-schema.ts';
import { type Item, nameOf, type Table } from './table.ts';
import { writeAsRead } from './write-as-read.ts';

/**
 * Writes only the delivery fields and the index time, never the version (R1, R19).
 * @param newToken names one write, so that the SDK's repeated request recognises itself (R4)
 */
export const createDeliveryStore = (table: Table, newToken: () => string): DeliveryStore => ({
  noteAttempt: async (before, attempt) => {
    const key = deliverableItemKey(before.key);
    const open = isTheirs(before, attempt) ? undefined : messageAsRead(before, attempt.name);
    const noted = await table.update(key, {
      write: { attempt: parseItem(attemptSchema, defined(attempt), `An attempt for ${nameOf(key)}`) },
      ...(open
        ? {
            condition: allOf(
              CONDITIONS.noAttempt,
              CONDITIONS.versionAsRead,
              CONDITIONS.shownAsRead,
              open.condition,
            ),
            values: {
              ':version': before.outbox.version,
              ':shown': before.delivery.shownVersion,
              ...open.values,
            },
            ...defined({ names: open.names }),
          }
        : { condition: CONDITIONS.attemptAsRead, values: { ':attempt': attempt.token } }),
    });
    if (noted) return parseDeliverable(noted);
    const item = await table.get(key);
    const stored = item && parseDeliverable(item);
    return stored?.delivery.attempt?.token === attempt.token ? stored : undefined;
  },

  noteResult: (before, result, attentionAt) =>
    writeAsRead(table, newToken(), before, {
      ...resultAttributes(before, result),
      ...attention(before.key, attentionAt),
    }),
});

const isTheirs = (before: Deliverable, { token }: Attempt): boolean =>
  before.delivery.attempt?.token === token;

type AsRead = { condition: string; values: Record<string, string>; names?: Record<string, string> };

/**
 * The condition that the message was not posted since `before` was read. The result of a line changes neither version.
 * Without this a worker that lost its lane would find no open attempt and post the line again.
 */
const messageAsRead = (before: Deliverable, name: AttemptName): AsRead => {
  if (before.type === 'notice' || name === 'card' || name === 'notice') {
    const { ts } = before.delivery;
    return ts === undefined
      ? { condition: CONDITIONS.noMessage, values: {} }
      : { condition: CONDITIONS.messageAsRead, values: { ':ts': ts } };
  }
  const line = before.delivery.posted[name];
  const names = { '#line': name };
  return line === undefined
    ? { condition: CONDITIONS.lineNotPosted, values: {}, names }
    : { condition: CONDITIONS.lineAsRead, values: { ':line': line }, names };
};

const resultAttributes = (before: Deliverable, result: DeliveryResult): Item => {
  const { channel, ts, shownVersion, replaced, retries } = result;
  return {
    ...(replaced && { replaced, channel: undefined, ts: undefined }),
    ...defined({ channel, ts, shownVersion }),
    ...(before.type === 'ticket' && cardAttributes(result)),
    ...(retries && { retries: defined({ ...before.delivery.retries, ...retries }) }),
    attempt: undefined,
  };
};

/** Fields of a ticket alone: the thread of its card, which changes with the card, and its posted lines. */
const cardAttributes = ({ ts, threadTs, replaced, posted = {} }: DeliveryResult): Item => ({
  ...((ts !== undefined || replaced) && { threadTs: ts === undefined ? undefined : threadTs }),
  ...Object.fromEntries(Object.entries(posted).map(([name, value]) => [`posted.${name}`, value])),
});
