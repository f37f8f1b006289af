import { requestMark } from '../../../lib/domain/act/request-mark.ts';
import type { Breakage } from '../breakage.ts';

/** A reply to what the agent asked before is taken for one to what is asked now (R28). */
export const actMarkNotChecked: Breakage = {
  name: 'a reply to a request that changed',
  worse: { presses: 0.06, acts: 0.2 },
  breakPress: (press, ticket) =>
    press.do === 'reply' && ticket ? { ...press, mark: requestMark(ticket) } : press,
};
