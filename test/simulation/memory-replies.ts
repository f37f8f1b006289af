import { ticketId } from '../../lib/domain/ticket/ticket-id.ts';
import type { RecentReplies } from '../../lib/workflows/ports/recent-replies.ts';
import { type Effect, saysWhat } from './effect.ts';

/** The last replies of the one vendor. */
export const createMemoryReplies = (effect: Effect): RecentReplies => {
  const noted = new Map<string, string>();
  return {
    toOthers: (key) =>
      effect('store.recentReplies', () =>
        [...noted].filter(([id]) => id !== ticketId(key)).map(([, mark]) => mark),
      ),
    note: (key, mark) =>
      effect('store.noteReply', () => void noted.set(ticketId(key), mark), { says: saysWhat(key) }),
  };
};
