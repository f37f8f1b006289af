import { defined } from '../../domain/defined.ts';
import type { Post } from '../../domain/inquiry/inquiry.ts';
import { type Fields, type ItemRead, readInquiry } from '../read-fields.ts';

/**
 * Reads a row of a list of questions. Never throws. Each comment is a post of the seller. Source: coupang-api.md section
 * 7.1.
 * @param zone for timestamps without an offset
 */
export const readQuestion = (value: unknown, zone: string): ItemRead =>
  readInquiry(value, zone, (fields) => {
    const orderIds = fields.ids('orderIds');
    return defined({
      inquiryAt: fields.time('inquiryAt'),
      orderIds: orderIds.length > 0 ? orderIds : undefined,
      productId: fields.id('productId'),
      sellerProductId: fields.id('sellerProductId'),
      vendorItemId: fields.id('vendorItemId'),
      content: fields.text('content') ?? '',
      isCut: fields.isCut('content'),
      posts: fields.each('commentDtoList', readComment),
    });
  });

const readComment = (fields: Fields): Post =>
  defined({
    answerId: fields.id('inquiryCommentId'),
    by: 'vendor' as const,
    at: fields.time('inquiryCommentAt'),
    text: fields.text('content') ?? '',
    isCut: fields.isCut('content'),
    transfer: 'none' as const,
    needAnswer: false,
    completeReason: 'NONE' as const,
  });
