import type { NoticeEventType } from '../domain/notice/notice.ts';
import type { Deliverable } from '../domain/delivery/deliverable.ts';
import type { TicketEventType } from '../domain/ticket/ticket.ts';
import { CONDITIONS } from './conditions.ts';
import { attention } from './index-attributes.ts';
import { deliverableItemKey } from './item-keys.ts';
import type { Item, ItemKey, Table } from './table.ts';
import { withRank } from './deliverable-item.ts';

type Event = { type: TicketEventType | NoticeEventType; at: number };

/**
 * The two writes that make a version, for tickets and notices.
 * @param newToken names one write, so that the SDK's repeated request recognises itself (R4)
 */
export const createOutboxWriter = <Stored extends Deliverable>(
  table: Table,
  newToken: () => string,
  parse: (item: Item) => Stored,
) => {
  /** After a failed condition: the item, if this token wrote its present version. Otherwise the race is lost. */
  const ownWrite = async (deliverable: Stored, writeToken: string): Promise<Stored | undefined> => {
    const item = await table.get(deliverableItemKey(deliverable.key));
    const stored = item && parse(item);
    return stored?.outbox.writeToken === writeToken ? stored : undefined;
  };

  return {
    /** Conditional on absence (R4). */
    create: async (unnamed: Item & ItemKey): Promise<Stored | undefined> => {
      const writeToken = newToken();
      const item = { ...unnamed, writeToken };
      // Parsed before it is stored: an item that cannot be read would stop its vendor's polls.
      const created = parse(item);
      return (await table.put(item, CONDITIONS.isNew)) ? created : ownWrite(created, writeToken);
    },

    /**
     * Facts, version, event and index time in one write, conditional on the version as read (R1, R2). If a result was stored
     * since then, the rank may be out of date. The next write of delivery corrects it.
     * @param writeIfAbsent what is stored along with it, unless it is in the store already
     */
    change: async (
      before: Stored,
      facts: Item,
      { type, at }: Event,
      writeIfAbsent: Item = {},
    ): Promise<Stored | undefined> => {
      const version = before.outbox.version + 1;
      const writeToken = newToken();
      const item = await table.update(deliverableItemKey(before.key), {
        write: withRank(before, {
          ...facts,
          ...attention(before.key, at),
          version,
          [`events.${version}`]: { type, at },
          changedAt: at,
          writeToken,
        }),
        writeIfAbsent,
        condition: CONDITIONS.versionAsRead,
        values: { ':version': before.outbox.version },
      });
      return item ? parse(item) : ownWrite(before, writeToken);
    },
  };
};
