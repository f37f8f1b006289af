import { digits, type Json } from './json.ts';
import { MARKET_TEXTS } from './market-texts.ts';
import type { SimulatedInquiry, SimulatedPost } from './simulated-inquiry.ts';
import { HOUR_MS } from './time.ts';

/** The fields on which Coupang's documents and answers contradict each other. */
export type Shapes = {
  idField: string;
  instant: (at: number) => Json;
  id: (id: string) => Json;
  vendorItemId: (id: string) => Json;
  parentAnswerId: (post: SimulatedPost) => Json;
  word: (word: string) => Json;
  transferStatus: (post: SimulatedPost) => Json;
  replies: (posts: Json[]) => Json;
  /** Undocumented fields of an inquiry. */
  more: { [field: string]: Json };
};

const DOCUMENT_OFFSET_HOURS = -8;

/** Six fraction digits at -08:00, as in the document, so that a reader cannot mistake the offset for the market's. */
const documentInstant = (at: number): string => {
  const shifted = new Date(at + DOCUMENT_OFFSET_HOURS * HOUR_MS).toISOString();
  return `${shifted.slice(0, -1)}000-08:00`;
};

/** The shapes in the example of the v5 list's document. */
export const DOCUMENT_SHAPES: Shapes = {
  idField: 'inquiryId',
  instant: documentInstant,
  id: digits,
  vendorItemId: (id) => [digits(id)],
  parentAnswerId: ({ parentAnswerId }) => (parentAnswerId === undefined ? 0 : digits(parentAnswerId)),
  word: (word) => word,
  transferStatus: (post) => post.transferStatus,
  replies: (posts) => posts,
  more: {},
};

/** One item, with the fields of the v5 list's document in its order. */
export const renderInquiry = (inquiry: SimulatedInquiry, shapes: Shapes = DOCUMENT_SHAPES): Json => ({
  [shapes.idField]: shapes.id(inquiry.inquiryId),
  csPartnerCounselingStatus: shapes.word(inquiry.list === 'ANSWER' ? 'answered' : 'requestAnswer'),
  inquiryStatus: shapes.word(inquiry.inquiryStatus),
  vendorItemId: shapes.vendorItemId(inquiry.vendorItemId),
  itemName: inquiry.itemName,
  content: MARKET_TEXTS[inquiry.market].history,
  answeredAt: shapes.instant(inquiry.answeredAt ?? inquiry.posts.at(-1)?.replyAt ?? inquiry.inquiryAt),
  replies: shapes.replies(inquiry.posts.map((post) => renderPost(post, shapes))),
  inquiryAt: shapes.instant(inquiry.inquiryAt),
  buyerEmail: '',
  buyerPhone: inquiry.buyerPhone,
  orderId: shapes.id(inquiry.orderId),
  orderDate: shapes.instant(inquiry.orderDate),
  receiptCategory: inquiry.receiptCategory,
  saleStartedAt: '2017-12-12',
  saleEndedAt: '2099-12-30',
  ...shapes.more,
});

const renderPost = (post: SimulatedPost, shapes: Shapes): Json => ({
  receptionistName: post.receptionistName,
  receptionist: post.receptionist,
  replyAt: shapes.instant(post.replyAt),
  content: post.content,
  answerId: shapes.id(post.answerId),
  parentAnswerId: shapes.parentAnswerId(post),
  partnerTransferStatus: shapes.transferStatus(post),
  partnerTransferCompleteReason: post.completeReason,
  answerType: post.answerType,
  needAnswer: post.needAnswer,
});
