import type { OpenStatus } from '../sources.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import type { DateWindow } from '../time/date-windows.ts';

/** An item without a readable inquiryId, or a row that Coupang does not show even alone. */
export type UnusableItem = {
  /** SHA-256 of Coupang's item, hex. The item itself is personal data. */
  hash: string;
  /** The wrong field and its fault, without its value. */
  problem: string;
  /** How many rows Coupang did not show. Absent for an item that it showed. */
  unread?: number;
};

/**
 * Why a reading is incomplete although its pages came. `format-changed`: too many rows are unusable. `filter-ignored`: the list shows rows
 * of other lists. `contradicted`: look-ups show that pending inquiries are missing.
 */
export type IncompleteCause = 'format-changed' | 'filter-ignored' | 'contradicted';

/** All pages of one window and status. Only a complete reading shows that a ticket is absent. */
export type Reading = {
  window: DateWindow;
  status: OpenStatus;
  /** Before the first request, also of an earlier run whose dates count. */
  beganAt: number;
  complete: boolean;
  /** The reason in words, for the log. */
  incompleteBecause?: string;
  /** The cause of a blindness, if the rows show it. */
  incompleteCause?: IncompleteCause;
  /** Dates whose rows are left out, as an earlier run read them completely a short time ago. */
  readBefore?: string[];
  /** How many rows are missing from Coupang's total, if nothing else is wrong. */
  shortBy?: number;
  inquiries: Inquiry[];
  unusable: UnusableItem[];
  /** Fields omitted from usable items, `field: problem`, each once. */
  droppedFields: string[];
};
