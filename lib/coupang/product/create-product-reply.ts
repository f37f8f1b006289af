import type { InquiryActions } from '../../workflows/ports/coupang.ts';
import { type Meanings, sendAction } from '../send-action.ts';
import type { Sender } from '../send-request.ts';

/** Source: coupang-api.md section 7.2. */
const API = '/v2/providers/openapi/apis/api/v4/vendors';

/**
 * Source: coupang-api.md section 7.2.
 * @internal
 */
export const QUESTION_MEANINGS: Meanings = [
  [/동일한 답변이 존재합니다/, 'done'],
  [/삭제된 상품문의/, 'deleted'],
  [/내용을 입력하세요/, 'content-length'],
  [/value of replyBy .*is incorrect/is, 'wing-id-520'],
  [/Illegal unquoted character/i, 'control-character'],
  [/Could not read JSON/i, 'unreadable'],
];

/** Answers a question on its product's page, where everybody can read it. */
export const createProductReply =
  (sender: Sender): InquiryActions['reply'] =>
  ({ inquiryId, content, replyBy }, stopAt) => {
    const { vendorId } = sender.vendor;
    const path = `${API}/${vendorId}/onlineInquiries/${encodeURIComponent(inquiryId)}/replies`;
    return sendAction(
      sender,
      { path, body: { content, vendorId, replyBy }, meanings: QUESTION_MEANINGS },
      stopAt,
    );
  };
