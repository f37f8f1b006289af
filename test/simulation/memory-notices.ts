import { withFields } from '../fixtures/domain/make-ticket.ts';
import type { NoticeStore } from '../../lib/workflows/ports/store.ts';
import { copy } from './copy.ts';
import { type Effect, nameOfKey } from './effect.ts';
import { type MemoryTable, newItem } from './memory-table.ts';

/** Notices: created only if absent, changed only if they are as they were read (R24). */
export const createMemoryNotices = (
  table: MemoryTable,
  effect: Effect,
  newToken: () => string,
  forgetsWrite: () => boolean,
): NoticeStore => ({
  read: (key) => effect('store.noticeRead', () => table.readNotice(key), { detail: nameOfKey(key) }),
  create: (notice) =>
    effect(
      'store.noticeCreate',
      () => {
        if (table.readNotice(notice.key)) return undefined;
        const created = table.writeNotice(newItem(notice, newToken()));
        return forgetsWrite() ? undefined : created;
      },
      { detail: nameOfKey(notice.key) },
    ),
  change: (before, facts, event, at) =>
    effect(
      'store.noticeChange',
      () => {
        const stored = table.readNotice(before.key);
        if (stored?.outbox.version !== before.outbox.version) return undefined;
        const version = stored.outbox.version + 1;
        const written = table.writeNotice(
          withFields(stored, {
            facts: copy(facts),
            version,
            events: { ...stored.outbox.events, [version]: { type: event, at } },
            changedAt: at,
            writeToken: newToken(),
            attentionAt: at,
          }),
        );
        return forgetsWrite() ? undefined : written;
      },
      { detail: nameOfKey(before.key, 'state' in facts ? facts.state : '') },
    ),
});
