import type { Deliverable } from '../domain/delivery/deliverable.ts';
import { isNoticeItem } from './item-keys.ts';
import { parseNotice } from './notice-item.ts';
import type { Item } from './table.ts';
import { parseTicket } from './ticket-item.ts';

/** Throws StoreError for an item that is neither a whole ticket nor a whole notice. */
export const parseSubject = (item: Item): Deliverable =>
  isNoticeItem(item) ? parseNotice(item) : parseTicket(item);
