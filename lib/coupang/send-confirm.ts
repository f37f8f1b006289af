import { actionPath } from './action-path.ts';
import { type ActionResult, sendAction } from './send-action.ts';
import type { Sender } from './send-request.ts';
import type { Confirm } from '../workflows/ports/inquiry-actions.ts';

/**
 * Confirms an inquiry of TRANSFER. Source: coupang-api.md section 2.4.
 * @param stopAt raw clock, epoch ms: no try begins after it
 */
export const sendConfirm = (
  sender: Sender,
  { inquiryId, confirmBy }: Confirm,
  stopAt: number,
): Promise<ActionResult> => {
  const path = actionPath(sender.vendor.vendorId, inquiryId, 'confirms');
  return sendAction(sender, { path, body: { confirmBy } }, stopAt);
};
