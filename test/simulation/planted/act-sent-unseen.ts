import { replyMark } from '../../../lib/domain/act/reply-content.ts';
import type { Breakage } from '../breakage.ts';

/** A text that was edited after its preview is sent without another preview (A3). */
export const actSentUnseen: Breakage = {
  name: 'a reply sent without its preview',
  worse: { presses: 0.06 },
  breakReply: (answer) => async (submission, services) => {
    const shown = await answer(submission, services);
    if (shown.is !== 'preview' || submission.seen === undefined) return shown;
    return answer({ ...submission, seen: replyMark(shown.content) }, services);
  },
};
