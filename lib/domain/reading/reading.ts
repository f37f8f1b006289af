import type { Inquiry, ListStatus } from '../inquiry/inquiry.ts';
import type { DateWindow } from '../time/date-windows.ts';
/** An item of which not even the inquiryId could be read (R13). */
export type UnusableItem = {
  /** SHA-256 of the item as Coupang sent it, hex: the item itself is personal data. */
  hash: string;
  /** Which field was wrong and how, without its value. */
  problem: string;
};

/** All pages of one window and one status. Only a complete one may say what has gone (R7). */
export type Reading = {
  window: DateWindow;
  status: ListStatus;
  /** Corrected clock, epoch ms, before the first request went out. */
  beganAt: number;
  complete: boolean;
  /** Why it is not complete, in words for the log. */
  incompleteBecause?: string;
  /** By how many rows it fell short of Coupang's total, where nothing else keeps it from being complete. */
  shortBy?: number;
  inquiries: Inquiry[];
  unusable: UnusableItem[];
  /** Fields that were dropped from items that could be used otherwise, `field: problem`, each once. */
  droppedFields: string[];
};
