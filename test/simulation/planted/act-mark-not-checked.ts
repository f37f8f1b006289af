import { requestMark } from '../../../lib/domain/act/request-mark.ts';
import type { Breakage } from '../breakage.ts';

/** An act for what the agent asked before is taken for one for what is asked now (R28). */
export const actMarkNotChecked: Breakage = {
  name: 'a reply to a request that changed',
  worse: { presses: 0.06, acts: 0.05, kills: 0, storeFails: 0, slackFails: 0, coupangFails: 0 },
  breakPress: (press, ticket) =>
    'mark' in press && ticket ? { ...press, mark: requestMark(ticket) } : press,
};
