import { defined } from '../domain/defined.ts';
import type { Deliverable } from '../domain/delivery/deliverable.ts';
import { type Member, memberOf, membersOf } from '../domain/notice/notice-facts.ts';
import { ALONE, markOf } from '../domain/ticket/posted.ts';
import type { Attempt, AttemptName, LineName, Ticket } from '../domain/ticket/ticket.ts';
import type { DeliveryResult, DeliveryStore } from '../workflows/ports/store.ts';
import { type Log, trace, type TraceEvent } from '../workflows/ports/log.ts';
import { allOf, CONDITIONS } from './conditions.ts';
import { attention, deliverableItemKey, noticeItemKey, ticketItemKey } from './item-keys.ts';
import { noticeAttributes, parseNotice } from './notice-item.ts';
import { parseTicket } from './ticket-item.ts';
import { parseDeliverable, withRank, writeAsRead } from './deliverables.ts';
import type { Change } from './expressions.ts';
import { toStored } from './parse-item.ts';
import { attemptSchema } from './shared-schema.ts';
import { type Item, nameOf, type Table } from './table.ts';

/**
 * Writes only the delivery fields and the index time, never the version (R1, R19).
 * @param log gets a line for each stored entry, and for the parts of a result that `send` does not log
 */
export const createDeliveryStore = (table: Table, newToken: () => string, log: Log): DeliveryStore => ({
  noteAttempt: async (before, attempt, shown) => {
    const key = deliverableItemKey(before.key);
    const open = isTheirs(before, attempt) ? undefined : messageAsRead(before, attempt.name);
    const noted = await table.update(key, {
      write: {
        attempt: toStored(attemptSchema, attempt, `An attempt for ${nameOf(key)}`),
        ...(shown && withMembers(before, shown)),
      },
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

  noteResult: async (before, result, attentionAt) => {
    const after = await writeAsRead(table, newToken(), before, {
      ...resultAttributes(before, result),
      ...attention(before.key, attentionAt),
    });
    if (after) for (const event of resultEvents(result)) trace(log, after.key, event);
    return after;
  },

  noteEntry: async (before, name, entry) => {
    const key = ticketItemKey(before.key);
    const value = entry === 'alone' ? ALONE : markOf(entry.list);
    const asRead = entryAsRead(before, name);
    const written = await table.update(key, {
      // The new rank depends on the facts as read, so the condition includes the version.
      write: withRank(before, { [`posted.${name}`]: value }),
      ...asRead,
      condition: allOf(
        CONDITIONS.noAttempt,
        CONDITIONS.versionAsRead,
        asRead.condition,
        ...(name === 'card' ? [CONDITIONS.noCard] : []),
      ),
      values: { ':version': before.outbox.version, ...asRead.values },
    });
    const stored = written ?? (await table.get(key));
    const ticket = stored && parseTicket(stored);
    // The SDK may have repeated the request.
    if (ticket?.delivery.posted[name] !== value) return undefined;
    const event =
      entry === 'alone' ? { did: 'unlisted' as const } : { did: 'listed' as const, list: entry.list };
    trace(log, ticket.key, { attempt: name, ...event });
    return ticket;
  },

  addMembers: async (before, added) => {
    const key = noticeItemKey(before.key);
    const written = await table.update(key, {
      write: withMembers(before, [...(membersOf(before.facts) ?? []), ...added]),
      condition: allOf(CONDITIONS.noAttempt, CONDITIONS.noMessage, CONDITIONS.shownAsRead),
      values: { ':shown': before.delivery.shownVersion },
    });
    return written && parseNotice(written);
  },
});

const withMembers = ({ key, facts, outbox }: Deliverable, members: readonly Member[]): Item =>
  'about' in facts && facts.about === 'list'
    ? noticeAttributes(key, { ...facts, members: members.map(memberOf) }, outbox.changedAt)
    : {};

const isTheirs = (before: Deliverable, { token }: Attempt): boolean =>
  before.delivery.attempt?.token === token;

type AsRead = Pick<Change, 'condition' | 'values' | 'names'>;

/**
 * The message was not posted since `before` was read. The result of a line changes no version, so without this condition a
 * worker that lost its lane would post the line again.
 */
const messageAsRead = (before: Deliverable, name: AttemptName): AsRead => {
  const { ts } = before.delivery;
  const place =
    ts === undefined
      ? { condition: CONDITIONS.noMessage, values: {} }
      : { condition: CONDITIONS.messageAsRead, values: { ':ts': ts } };
  if (before.type === 'notice' || name === 'notice') return place;
  const entry = entryAsRead(before, name);
  if (name !== 'card') return entry;
  return {
    condition: allOf(place.condition, entry.condition),
    values: { ...place.values, ...entry.values },
    ...defined({ names: entry.names }),
  };
};

const entryAsRead = ({ delivery }: Ticket, name: 'card' | LineName): AsRead => {
  const entry = delivery.posted[name];
  const names = { '#message': name };
  if (entry === undefined) return { condition: CONDITIONS.noEntry, values: {}, names };
  return { condition: CONDITIONS.entryAsRead, values: { ':entry': entry }, names };
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

/** The thread of a card changes with the card. */
const cardAttributes = ({ ts, threadTs, replaced, posted = {} }: DeliveryResult): Item => ({
  ...((ts !== undefined || replaced) && { threadTs: ts === undefined ? undefined : threadTs }),
  ...Object.fromEntries(Object.entries(posted).map(([name, value]) => [`posted.${name}`, value])),
});

const resultEvents = ({ replaced, retries = {}, posted = {} }: DeliveryResult): TraceEvent[] => {
  const lines = Object.keys(posted).filter((name) => posted[name] === 'passed');
  return [
    ...(replaced ? [{ did: 'replaced' as const, ...replaced }] : []),
    ...Object.entries(retries).flatMap(([attempt, retry]) =>
      retry
        ? [
            {
              did: 'put-off' as const,
              attempt,
              nextTryAt: retry.at,
              refusals: retry.times,
              reason: retry.reason,
            },
          ]
        : [],
    ),
    ...(lines.length > 0 ? [{ did: 'passed-over' as const, lines }] : []),
  ];
};
