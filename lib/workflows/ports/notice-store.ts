import type { Notice, NoticeEventType, NoticeFacts, NoticeKey } from '../../domain/notice/notice.ts';

export type NoticeStore = {
  /** Strongly consistent. */
  read: (key: NoticeKey) => Promise<Notice | undefined>;
  /** Conditional on absence, like a ticket's. `undefined`: it exists already. */
  create: (notice: Notice) => Promise<Notice | undefined>;
  /** Like a ticket's change: raises the version, adds the event, sets the index time to now. `undefined`: decide again. */
  change: (
    before: Notice,
    facts: NoticeFacts,
    event: NoticeEventType,
    at: number,
  ) => Promise<Notice | undefined>;
};
