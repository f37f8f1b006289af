import type { Breakage } from '../breakage.ts';

/** A digest is sealed as it is created: it may be shown before the tickets that name it are there (R24). */
export const sealedTooEarly: Breakage = {
  name: 'a digest sealed before its tickets are written',
  breakPorts: (ports) => ({
    ...ports,
    notices: {
      ...ports.notices,
      create: async (notice) => {
        const created = await ports.notices.create(notice);
        if (created?.facts.about !== 'digest') return created;
        const facts = { ...created.facts, state: 'sealed' as const };
        return ports.notices.change(created, facts, 'NoticeChanged', created.changedAt);
      },
    },
  }),
};
