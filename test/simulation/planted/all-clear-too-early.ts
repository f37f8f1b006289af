import { newNotice } from '../../../lib/domain/notice/notice.ts';
import type { Breakage } from '../breakage.ts';
import { afterCreating } from './after-creating.ts';

/** The all-clear comes together with the alarm, while the blindness continues (R17). */
export const allClearTooEarly: Breakage = {
  name: 'an all-clear before the end of blindness',
  breakPorts: afterCreating(async (created, notices) => {
    if (created.facts.about !== 'blind') return created;
    const {
      key: { market, vendorId },
      outbox: { changedAt: until },
    } = created;
    const { since } = created.facts;
    const facts = { about: 'all-clear', state: 'final', since, until, asked: 0, missed: 0 } as const;
    await notices.create(newNotice({ market, vendorId, notice: `all-clear/${since}` }, facts, until));
    return created;
  }),
};
