import type { Breakage } from '../breakage.ts';

/** However many fall due at once, each is told by itself (R27). */
export const everythingToldAlone: Breakage = {
  name: 'many steps and breaches told one by one',
  breakPorts: (ports) => ({
    ...ports,
    notices: {
      ...ports.notices,
      create: async (notice) => (notice.facts.about === 'bundle' ? undefined : ports.notices.create(notice)),
    },
  }),
};
