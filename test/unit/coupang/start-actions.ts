import { createCoupangActions } from '../../../lib/coupang/call-center/create-coupang-actions.ts';
import type { SenderOptions } from '../../../lib/coupang/create-sender.ts';
import { KEYS, makeClock, makeLog, type Reply, startLoopback, VENDOR } from './loopback-coupang.ts';

export const REPLY = {
  inquiryId: '1015668177',
  parentAnswerId: '9007199254740993',
  content: '확인했습니다.',
  replyBy: 'cs-team',
};
export const CONFIRM = { inquiryId: '1015668177', confirmBy: 'cs-team' };
export const DONE = { status: 200, body: { code: '200', message: 'OK' } };

/** A client's actions with a server of its own. It gives the answers in order and repeats the last one. */
export const startActions = async (replies: Reply[], options: Partial<SenderOptions> = {}) => {
  const { seen: sent, baseUrl, close } = await startLoopback(replies);
  const clock = makeClock();
  const log = makeLog();
  const actions = createCoupangActions({
    vendor: VENDOR,
    baseUrl,
    credentials: async () => KEYS,
    clock: { now: clock.now },
    callsPerSecond: 2,
    sleep: clock.sleep,
    log,
    ...options,
  });
  return { actions, sent, clock, log, stop: close };
};
