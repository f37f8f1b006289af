import type { NoticeStore } from '../../lib/workflows/ports/notice-store.ts';
import { copy } from './copy.ts';
import { type Effect, saysWhat } from './effect.ts';
import type { MemoryTable } from './memory-table.ts';

/** Notices: created where absent, changed only as they were read (R24). */
export const createMemoryNotices = (
  table: MemoryTable,
  effect: Effect,
  newToken: () => string,
  forgetsWrite: () => boolean,
): NoticeStore => ({
  read: (key) => effect('store.noticeRead', () => table.readNotice(key), { says: saysWhat(key) }),
  create: (notice) =>
    effect(
      'store.noticeCreate',
      () => {
        if (table.readNotice(notice)) return undefined;
        const created = table.writeNotice({ ...notice, writeToken: newToken() });
        return forgetsWrite() ? undefined : created;
      },
      { says: saysWhat(notice) },
    ),
  change: (before, facts, event, at) =>
    effect(
      'store.noticeChange',
      () => {
        const stored = table.readNotice(before);
        if (stored?.version !== before.version) return undefined;
        const version = stored.version + 1;
        const written = table.writeNotice({
          ...stored,
          facts: copy(facts),
          version,
          events: { ...stored.events, [version]: { type: event, at } },
          changedAt: at,
          writeToken: newToken(),
          attentionAt: at,
        });
        return forgetsWrite() ? undefined : written;
      },
      { says: saysWhat(before, 'state' in facts ? facts.state : '') },
    ),
});
