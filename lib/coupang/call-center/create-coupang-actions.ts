import type { ActionResult, InquiryActions, Reply } from '../../workflows/ports/coupang.ts';
import { createSender, type SenderOptions } from '../create-sender.ts';
import { type Action, type Meanings, sendAction } from '../send-action.ts';
import type { Sender } from '../send-request.ts';

/** The two POSTs are v4, the GETs v5. Source: coupang-api.md sections 2.3 and 2.4. */
const API = '/v2/providers/openapi/apis/api/v4/vendors';

type HandOverActions = Pick<InquiryActions, 'confirm'> & {
  reply: (reply: Omit<Reply, 'source'>, stopAt: number) => Promise<ActionResult>;
};

/**
 * A reply answers an inquiry of NO_ANSWER, a confirmation ends an inquiry of TRANSFER. Ids are text, as in Coupang's
 * example, so that no digit is lost.
 * @param sender shared with `createCoupangClient`, so that both use the same pace, key and signing clock
 */
export const createCoupangActions = (
  options: SenderOptions,
  sender: Sender = createSender(options),
): HandOverActions => {
  const { vendorId } = sender.vendor;
  const send = (
    inquiryId: string,
    what: 'replies' | 'confirms',
    body: Action['body'],
    stopAt: number,
  ): Promise<ActionResult> => {
    const path = `${API}/${vendorId}/callCenterInquiries/${encodeURIComponent(inquiryId)}/${what}`;
    return sendAction(sender, { path, body, meanings: HAND_OVER_MEANINGS }, stopAt);
  };
  return {
    reply: ({ inquiryId, parentAnswerId = '', content, replyBy }, stopAt) =>
      send(inquiryId, 'replies', { vendorId, inquiryId, content, replyBy, parentAnswerId }, stopAt),
    confirm: ({ inquiryId, confirmBy }, stopAt) => send(inquiryId, 'confirms', { confirmBy }, stopAt),
  };
};

/**
 * Source: coupang-api.md section 2.4.
 * @internal
 */
export const HAND_OVER_MEANINGS: Meanings = [
  [/can't be answer/i, 'not-answerable'],
  [/can't be confirm/i, 'not-confirmable'],
  [/content length should be between/i, 'content-length'],
  [/parentAnswerId is required/i, 'parent-missing'],
  [/^(?=.*?userId).*-\s*520\s*$/s, 'wing-id-520'],
  [/^(?=.*?userId).*-\s*521\s*$/s, 'wing-id-521'],
  [/상담이 종료된 문의입니다|inquiry has closed/i, 'closed'],
  [/Illegal unquoted character/i, 'control-character'],
  [/Could not read JSON/i, 'unreadable'],
  [/doesn't belongs? to the vendorId/i, 'other-vendor'],
];
