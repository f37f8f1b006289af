import type { Inquiry, Post } from '../../lib/domain/inquiry/inquiry.ts';

/** An inquiry as Coupang's list has it: the item of which the client makes this inquiry again. */
export const rawItem = ({ inquiryId, inquiryAt, orderDate, ...rest }: Inquiry): object => ({
  inquiryId,
  inquiryAt: stampOf(inquiryAt),
  itemName: rest.product,
  receiptCategory: rest.category,
  orderId: rest.orderId,
  vendorItemId: rest.vendorItemId,
  orderDate: stampOf(orderDate),
  content: rest.content,
  csPartnerCounselingStatus: rest.counselingStatus,
  replies: rest.posts.map(rawPost),
});

const rawPost = ({ answerId, by, login, at, text, ...rest }: Post): object => ({
  answerId,
  parentAnswerId: rest.parentAnswerId,
  // The client knows an automatic post by its text.
  answerType: by === 'system' ? 'csAgent' : by,
  receptionist: login,
  replyAt: stampOf(at),
  content: text,
  partnerTransferStatus: rest.transfer,
  needAnswer: rest.needAnswer,
  partnerTransferCompleteReason: rest.completeReason,
});

const stampOf = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString();
