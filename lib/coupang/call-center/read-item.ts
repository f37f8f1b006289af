import { defined } from '../../domain/defined.ts';
import { isAutomaticText } from '../../domain/request/automatic-post.ts';
import type { Post } from '../../domain/inquiry/inquiry.ts';
import { cacheItems, type ItemReader } from '../collect-items.ts';
import { type Fields, flagSchema, type ItemRead, readInquiry } from '../read-fields.ts';
import {
  answerTypeSchema,
  completeReasonSchema,
  counselingSchema,
  loginSchema,
  statusSchema,
  transferSchema,
} from './item-schema.ts';

/**
 * Reads an item of a list or a look-up. Never throws. Ignores the buyer's phone and mail.
 * @param zone for timestamps without an offset
 */
export const readItem = (value: unknown, zone: string): ItemRead =>
  readInquiry(value, zone, (fields) =>
    defined({
      inquiryAt: fields.time('inquiryAt'),
      product: fields.name('itemName'),
      category: fields.name('receiptCategory'),
      orderId: fields.onlyId('orderId'),
      orderDate: fields.time('orderDate'),
      vendorItemId: fields.onlyId('vendorItemId'),
      content: fields.text('content') ?? '',
      isCut: fields.isCut('content'),
      counselingStatus: fields.read('csPartnerCounselingStatus', counselingSchema),
      isComplete: fields.read('inquiryStatus', statusSchema) === 'complete' ? (true as const) : undefined,
      posts: fields.each('replies', readPost),
    }),
  );

const readPost = (fields: Fields): Post => {
  const answerId = fields.id('answerId');
  const at = fields.time('replyAt');
  const parentAnswerId = fields.id('parentAnswerId');
  const text = fields.text('content') ?? '';
  const answerType = fields.read('answerType', answerTypeSchema) ?? 'unknown';
  const by: Post['by'] = isAutomaticText(text) ? 'system' : answerType;
  return defined({
    answerId,
    by,
    login: by === 'vendor' ? fields.read('receptionist', loginSchema) : undefined,
    at,
    text,
    isCut: fields.isCut('content'),
    transfer: fields.read('partnerTransferStatus', transferSchema) ?? 'unknown',
    needAnswer: fields.read('needAnswer', flagSchema) ?? false,
    completeReason: fields.read('partnerTransferCompleteReason', completeReasonSchema) ?? 'NONE',
    parentAnswerId,
  });
};

/**
 * Reads items as `readItem` does, with a cache. All vendors of a market may share a reader.
 * @param now epoch ms
 */
export const createItemReader = (zone: string, now: () => number): ItemReader =>
  cacheItems((value) => readItem(value, zone), now);
