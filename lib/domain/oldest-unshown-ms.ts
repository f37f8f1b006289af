import type { NoticeRow } from './notice.ts';
import type { AttentionRow } from './ticket.ts';

type Row = Pick<AttentionRow | NoticeRow, 'version' | 'shownVersion' | 'changedAt'> &
  Pick<AttentionRow, 'closedAt'>;

/**
 * How long the oldest change in a vendor's whole index has waited to be shown in Slack, ms; 0 where all is shown. Whatever
 * lost it, a queue, a rule or Slack: it counts until Slack shows it. A ticket that ended before it was ever shown is left
 * out, since most such are never posted (D5, R17), which its row does not tell.
 * @param now corrected clock, epoch ms
 */
export const oldestUnshownMs = (rows: readonly Row[], now: number): number =>
  rows
    .filter(({ shownVersion, version }) => shownVersion < version)
    .filter(({ shownVersion, closedAt }) => shownVersion > 0 || closedAt === undefined)
    .reduce((oldest, { changedAt }) => Math.max(oldest, now - changedAt), 0);
