import type { Inquiry } from '../inquiry/inquiry.ts';
import type { DateWindow } from '../time/date-windows.ts';
import type { OpenStatus } from './plan-readings.ts';

/** An item without a readable inquiryId, or a row that Coupang does not show even alone (R13). */
export type UnusableItem = {
  /** SHA-256 of the item as Coupang sent it, hex. The item itself is personal data. */
  hash: string;
  /** Which field was wrong and how, without its value. */
  problem: string;
  /** How many rows of the list Coupang did not show. Absent for an item that it showed. */
  unread?: number;
};

/**
 * Why a reading does not count as complete although its pages came. `format-changed`: too many rows are unusable.
 * `filter-ignored`: the list shows rows of other lists. `contradicted`: look-ups show that pending inquiries are missing.
 */
export type IncompleteCause = 'format-changed' | 'filter-ignored' | 'contradicted';

/** All pages of one window under one status that needs a seller. Only a complete reading lacks a ticket (R7). */
export type Reading = {
  window: DateWindow;
  status: OpenStatus;
  /** Epoch ms, before the first request. */
  beganAt: number;
  complete: boolean;
  /** Why it is not complete, in words for the log. */
  incompleteBecause?: string;
  /** The cause of a blindness, if the rows themselves show it. */
  incompleteCause?: IncompleteCause;
  /** How many rows are missing from Coupang's total, if nothing else makes the reading incomplete. */
  shortBy?: number;
  inquiries: Inquiry[];
  unusable: UnusableItem[];
  /** Fields that were left out of usable items, `field: problem`, each once. */
  droppedFields: string[];
};
