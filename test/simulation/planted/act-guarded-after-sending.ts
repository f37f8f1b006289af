import { GUARD_RULES } from '../../../lib/domain/act/guard-rules.ts';
import type { Breakage } from '../breakage.ts';

const OFF = Object.fromEntries(GUARD_RULES.map((rule) => [rule, 'off' as const]));

/** A reply is taken before the guard blocks it (A8). */
export const actGuardedAfterSending: Breakage = {
  name: 'a guard after sending',
  worse: { presses: 0.06 },
  breakReply: (answer) => async (submission, services) => {
    const judged = await answer(submission, services);
    if (judged.is !== 'blocked') return judged;
    const { vendor } = judged;
    const unguarded = { ...vendor, acting: { ...vendor.acting, guard: OFF } };
    const taken = await answer(submission, { ...services, vendorOf: () => unguarded });
    return taken.is === 'sent' ? judged : taken;
  },
};
