import type { InquiryActions } from '../workflows/ports/inquiry-actions.ts';
import { createSender, type SenderOptions } from './create-sender.ts';
import { sendAction } from './send-action.ts';
import type { Sender } from './send-request.ts';

/** The two POSTs are v4. The GETs are v5. Source: coupang-api.md sections 2.3 and 2.4. */
const API = '/v2/providers/openapi/apis/api/v4/vendors';

/**
 * A reply answers an inquiry of NO_ANSWER, a confirmation ends one of TRANSFER. Ids are sent as text, as in Coupang's own
 * example, so that no digit is lost.
 * @param sender shared with `createCoupangClient`, so that both use the same pace, key and signing clock
 */
export const createCoupangActions = (
  options: SenderOptions,
  sender: Sender = createSender(options),
): InquiryActions => {
  const { vendorId } = sender.vendor;
  const pathOf = (inquiryId: string, what: 'replies' | 'confirms') =>
    `${API}/${vendorId}/callCenterInquiries/${encodeURIComponent(inquiryId)}/${what}`;
  return {
    reply: ({ inquiryId, parentAnswerId, content, replyBy }, stopAt) => {
      const body = { vendorId, inquiryId, content, replyBy, parentAnswerId };
      return sendAction(sender, { path: pathOf(inquiryId, 'replies'), body }, stopAt);
    },
    confirm: ({ inquiryId, confirmBy }, stopAt) =>
      sendAction(sender, { path: pathOf(inquiryId, 'confirms'), body: { confirmBy } }, stopAt),
  };
};
