import { digits, type Json } from './json.ts';
import type { SimulatedInquiry, SimulatedPost } from './simulated-inquiry.ts';

/** One item, field by field as the v5 list's document prints it. */
export const renderInquiry = (inquiry: SimulatedInquiry): Json => ({
  inquiryId: digits(inquiry.inquiryId),
  csPartnerCounselingStatus: inquiry.list === 'ANSWER' ? 'answered' : 'requestAnswer',
  inquiryStatus: inquiry.inquiryStatus,
  vendorItemId: [digits(inquiry.vendorItemId)],
  itemName: inquiry.itemName,
  content: '상담이력',
  answeredAt: inquiry.answeredAt === null ? null : renderInstant(inquiry.answeredAt),
  replies: inquiry.posts.map(renderPost),
  inquiryAt: renderInstant(inquiry.inquiryAt),
  buyerEmail: '',
  buyerPhone: inquiry.buyerPhone,
  orderId: digits(inquiry.orderId),
  orderDate: renderInstant(inquiry.orderDate),
  receiptCategory: inquiry.receiptCategory,
  saleStartedAt: '2017-12-12',
  saleEndedAt: '2099-12-30',
});

const renderPost = (post: SimulatedPost): Json => ({
  receptionistName: post.receptionistName,
  receptionist: post.receptionist,
  replyAt: renderInstant(post.replyAt),
  content: post.content,
  answerId: digits(post.answerId),
  parentAnswerId: 0,
  partnerTransferStatus: post.transferStatus,
  partnerTransferCompleteReason: post.completeReason,
  answerType: post.answerType,
  needAnswer: post.needAnswer,
});

const DOCUMENT_OFFSET_HOURS = -8;

/** Six fraction digits at -08:00, as the document prints them: a reader must not take the offset for the market's. */
const renderInstant = (at: number): string => {
  const shifted = new Date(at + DOCUMENT_OFFSET_HOURS * 3_600_000).toISOString();
  return `${shifted.slice(0, -1)}000-08:00`;
};
