import { type Refusal, refusalOf } from './action-refusals.ts';
import { actionPath } from './action-path.ts';
import { readReplyContent } from '../domain/act/reply-content.ts';
import { type ActionResult, sendAction } from './send-action.ts';
import type { Sender } from './send-request.ts';
import type { Reply } from '../workflows/ports/inquiry-actions.ts';

/**
 * Answers an inquiry of NO_ANSWER. A text of the wrong length is refused without a call. Ids are sent as text, as in
 * Coupang's own example, so that no digit is lost. Source: coupang-api.md section 2.3.
 * @param stopAt raw clock, epoch ms: no try begins after it
 */
export const sendReply = async (
  sender: Sender,
  { inquiryId, parentAnswerId, content, replyBy }: Reply,
  stopAt: number,
): Promise<ActionResult> => {
  const read = readReplyContent(content);
  if ('problem' in read) return { is: 'refused', refusal: wrongLength(read.problem) };
  const { vendorId } = sender.vendor;
  const body = { vendorId, inquiryId, content: read.content, replyBy, parentAnswerId };
  return sendAction(sender, { path: actionPath(vendorId, inquiryId, 'replies'), body }, stopAt);
};

const wrongLength = (meaning: string): Refusal => ({ ...refusalOf('content-length'), meaning });
