import type { Notice, NoticeEventType, NoticeFacts, NoticeKey } from '../../domain/notice/notice.ts';

export type NoticeStore = {
  /** Strongly consistent. */
  read: (key: NoticeKey) => Promise<Notice | undefined>;
  /** Conditional on absence, like a ticket's. `undefined`: it is there already. */
  create: (notice: Notice) => Promise<Notice | undefined>;
  /** Like a ticket's change: the version rises, the event is named, the index time is now. `undefined`: decide anew. */
  change: (
    before: Notice,
    facts: NoticeFacts,
    event: NoticeEventType,
    at: number,
  ) => Promise<Notice | undefined>;
};
