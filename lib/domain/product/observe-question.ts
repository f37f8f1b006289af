import { createHash } from 'node:crypto';
import { postKey } from '../inquiry/asking-posts.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import { normalText, storedText } from '../inquiry/plain-text.ts';
import type { Reading } from '../reading/reading.ts';
import type { PolledRow } from '../ticket/source-rules.ts';
import type { AttentionRow } from '../ticket/ticket.ts';

/** The later reading's row counts. Rows of incomplete readings count, too. */
export const mergeQuestions = (readings: readonly Reading[]): PolledRow[] => {
  const rows = new Map<string, PolledRow>();
  for (const { inquiries, beganAt, complete } of readings.toSorted((a, b) => a.beganAt - b.beganAt))
    for (const inquiry of inquiries) rows.set(inquiry.inquiryId, { inquiry, beganAt, isComplete: complete });
  return [...rows.values()];
};

export const questionFacts = ({
  inquiryId: _id,
  content,
  isCut,
  counselingStatus: _status,
  posts: _posts,
  ...facts
}: Inquiry) => ({
  ...storedText(content, isCut),
  ...facts,
});

/** Hash of all that a poll compares. Names of products come from another call. */
export const questionFingerprint = (inquiry: Inquiry, state: 'open' | 'closed' | 'expired'): string => {
  const { product: _product, option: _option, text, ...facts } = questionFacts(inquiry);
  const shown = Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1));
  const compared = [state, normalText(text), shown, inquiry.posts.map(postKey)];
  return createHash('sha256').update(JSON.stringify(compared)).digest('base64url').slice(0, 22);
};

/**
 * Whether the index alone shows that nothing changed. After a closing, time decides about a row, so only an expired question is skipped. If
 * Coupang ignored the filter, an answered question that nobody waits for is none of ours.
 */
export const isUnchangedQuestion = (
  rows: readonly AttentionRow[],
  { inquiry, isComplete }: PolledRow,
): boolean => {
  const listed = rows.filter(({ fingerprint }) => fingerprint !== undefined);
  if (listed.length === 0) return !isComplete && inquiry.posts.length > 0 && rows.length === 0;
  const [row] = listed;
  if (listed.length > 1 || !row) return false;
  return row.fingerprint === questionFingerprint(inquiry, row.closedAt === undefined ? 'open' : 'expired');
};
