import type { Deliverable } from '../domain/delivery/deliverable.ts';
import { isNoticeItem } from './item-keys.ts';
import { noticeAttributesOf, parseNotice } from './notice-item.ts';
import type { Item } from './table.ts';
import { parseTicket, ticketAttributesOf } from './ticket-item.ts';

/** Throws StoreError for an item that is neither a complete ticket nor a complete notice. */
export const parseDeliverable = (item: Item): Deliverable =>
  isNoticeItem(item) ? parseNotice(item) : parseTicket(item);

/** The attributes of an item without the key. They are flat, since an index projects no part of a map. */
export const attributesOf = (deliverable: Deliverable): Item =>
  deliverable.type === 'notice' ? noticeAttributesOf(deliverable) : ticketAttributesOf(deliverable);
