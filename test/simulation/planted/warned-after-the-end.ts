import type { Breakage } from '../breakage.ts';

/** What is owed is told, though the ticket has ended meanwhile (R16). */
export const warnedAfterTheEnd: Breakage = {
  name: 'a warning told after the end',
  breakPorts: (ports) => ({
    ...ports,
    delivery: {
      ...ports.delivery,
      claim: async (...asked) => {
        const claimed = await ports.delivery.claim(...asked);
        if (typeof claimed === 'string' || 'notice' in claimed.subject) return claimed;
        const { subject } = claimed;
        const warning = subject.history.findLast(({ name }) => name.startsWith('step/'));
        const isOwed = warning && !(warning.name in subject.posted) && subject.ts !== undefined;
        return isOwed ? { subject: { ...subject, state: 'open' } } : claimed;
      },
    },
  }),
};
