import type { NoticeRow } from '../notice/notice.ts';
import type { AttentionRow } from '../ticket/ticket.ts';

type Row = Pick<AttentionRow | NoticeRow, 'rank' | 'changedAt' | 'attentionAt'>;

/**
 * How long the oldest message that Slack lacks of these has been owed, ms; 0 where Slack shows all (R25).
 * Whatever lost it, a wake-up, a drain or Slack: it counts until Slack shows it. One that Slack refuses and that waits for its
 * next try has an alarm of its own, and must not drown the others.
 * @param now corrected clock, epoch ms
 */
export const oldestUnshownMs = (rows: readonly Row[], now: number): number =>
  rows
    .filter(({ rank, attentionAt }) => rank !== undefined && attentionAt <= now)
    .reduce((oldest, { changedAt }) => Math.max(oldest, now - changedAt), 0);
