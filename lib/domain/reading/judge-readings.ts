import { defined } from '../defined.ts';
import { askingPosts } from '../inquiry/asking-posts.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import type { OpenStatus } from '../sources.ts';
import type { IncompleteCause, Reading } from './reading.ts';

/** Marks readings as incomplete although their pages came: too many rows are unusable, or Coupang ignored the filter of the list. */
export const judgeReadings = (readings: readonly Reading[]): Reading[] => {
  const ignored = withIgnoredFilter(readings);
  return readings.map((reading) => {
    if (ignored.has(reading))
      return incomplete(reading, 'the list shows rows of other lists', 'filter-ignored');
    return judgeUnusable(reading);
  });
};

/**
 * A wrong total is no excuse for such a reading, so no later run may believe it.
 * @param cause absent if the rows do not show it
 */
export const incomplete = (
  { incompleteBecause: before, shortBy: _, ...reading }: Reading,
  because: string,
  cause?: IncompleteCause,
): Reading => ({
  ...reading,
  ...defined({ incompleteCause: cause }),
  complete: false,
  incompleteBecause: before === undefined ? because : `${before}; ${because}`,
});

/** This many unusable rows never mean a new format, unless no row is usable. */
const FEW_ROWS = 3;

const judgeUnusable = (reading: Reading): Reading => {
  const { inquiries, unusable } = reading;
  const malformed = unusable.filter(({ unread }) => unread === undefined).length;
  const unread = unusable.reduce((sum, item) => sum + (item.unread ?? 0), 0);
  const rows = inquiries.length + malformed + unread;
  const areTooMany = (count: number): boolean =>
    count > 0 && (count === rows || count > Math.max(FEW_ROWS, rows / 10));
  if (!areTooMany(malformed + unread)) return reading;
  const because = `${malformed + unread} of ${rows} rows are unusable`;
  // A row that Coupang does not deliver does not show its format.
  const isFormat = areTooMany(malformed);
  return incomplete(reading, because, isFormat ? 'format-changed' : undefined);
};

/** Up to this many rows may be in two lists, or answered a moment ago. */
const FEW_ODD_ROWS = 5;

const withIgnoredFilter = (readings: readonly Reading[]): Set<Reading> => {
  const ignored = new Set<Reading>();
  for (const reading of readings) if (showsAnswered(reading)) ignored.add(reading);
  for (const reading of readings.filter(({ status }) => status === 'NO_ANSWER')) {
    const { firstDate } = reading.window;
    const transfer = readings.find(
      ({ window, status }) => status === 'TRANSFER' && window.firstDate === firstDate,
    );
    if (transfer && showSameRows(reading, transfer)) ignored.add(reading).add(transfer);
  }
  return ignored;
};

const showSameRows = (a: Reading, b: Reading): boolean => {
  const ids = new Set(a.inquiries.map(({ inquiryId }) => inquiryId));
  const shared = b.inquiries.filter(({ inquiryId }) => ids.has(inquiryId)).length;
  return shared > FEW_ODD_ROWS && shared > Math.min(ids.size, b.inquiries.length) / 2;
};

const showsAnswered = ({ status, inquiries }: Reading): boolean => {
  const answered = inquiries.filter(IS_ANSWERED[status] ?? (() => false)).length;
  return answered > FEW_ODD_ROWS && answered > inquiries.length / 2;
};

/** Rows that a list of unanswered inquiries shows only for a moment. TRANSFER has no such rows. */
const IS_ANSWERED: { [status in OpenStatus]?: (inquiry: Inquiry) => boolean } = {
  NO_ANSWER: (inquiry) => inquiry.counselingStatus === 'answered' && askingPosts(inquiry).length === 0,
  NOANSWER: ({ posts }) => posts.length > 0,
};
