import type { NoticeRow } from '../notice/notice.ts';
import type { AttentionRow } from '../ticket/ticket.ts';

type Row = Pick<AttentionRow | NoticeRow, 'rank' | 'changedAt' | 'attentionAt'>;

/**
 * The age of the oldest message that Slack lacks, ms; 0 if Slack shows all (R25). It counts whether a wake-up, a drain or
 * Slack lost the message. A message that waits for its next try is left out: the alarm on refusals covers it.
 * @param now epoch ms
 */
export const oldestUnshownMs = (rows: readonly Row[], now: number): number =>
  rows
    .filter(({ rank, attentionAt }) => rank !== undefined && attentionAt <= now)
    .reduce((oldest, { changedAt }) => Math.max(oldest, now - changedAt), 0);
