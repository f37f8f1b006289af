import * as z from 'zod/mini';
import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import type { TicketKey } from '../domain/ticket/ticket.ts';
import type { RecentReplies } from '../workflows/ports/ticket-store.ts';
import { CONDITIONS } from './conditions.ts';
import { recentRepliesKey } from './item-keys.ts';
import { parseItem } from './parse-item.ts';
import { nameOf, type Table } from './table.ts';

const MOST = 5;

/** One small item a vendor. A hand-over is there once, with its newest reply. */
export const createRecentReplies = (table: Table): RecentReplies => {
  const read = async (vendor: VendorRef) => {
    const key = recentRepliesKey(vendor);
    const item = await table.get(key);
    return item && parseItem(schema, item, nameOf(key));
  };
  return {
    toOthers: async (key) =>
      ((await read(key))?.replies ?? []).filter(({ to }) => to !== nameIn(key)).map(({ mark }) => mark),

    note: async (key, mark) => {
      const before = await read(key);
      const to = nameIn(key);
      const others = (before?.replies ?? []).filter((reply) => reply.to !== to);
      await table.update(recentRepliesKey(key), {
        write: { replies: [{ to, mark }, ...others].slice(0, MOST), version: (before?.version ?? 0) + 1 },
        condition: before ? CONDITIONS.versionAsRead : CONDITIONS.isNew,
        ...(before && { values: { ':version': before.version } }),
      });
    },
  };
};

const nameIn = ({ inquiryId, answerId }: TicketKey): string => `${inquiryId}/${answerId}`;

const schema = z.object({
  replies: z.array(z.object({ to: z.string(), mark: z.string() })),
  version: z.int(),
});
