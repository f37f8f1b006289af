import type { Breakage } from '../breakage.ts';
import { afterCreating } from './after-creating.ts';

/** A digest is sealed as it is created: it may be shown before the tickets that name it are there (R24). */
export const sealedTooEarly: Breakage = {
  name: 'a digest sealed before its tickets are written',
  breakPorts: afterCreating(async (created, notices) => {
    if (created.facts.about !== 'digest') return created;
    const facts = { ...created.facts, state: 'sealed' as const };
    return notices.change(created, facts, 'NoticeChanged', created.changedAt);
  }),
};
