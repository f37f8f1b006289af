import { withFields } from '../../fixtures/domain/make-ticket.ts';
import type { Breakage } from '../breakage.ts';

/** Tickets that come after a shift's list was written get a second list (S4). */
export const secondLastShiftList: Breakage = {
  name: 'a last-shift list without a guard',
  breakTrack: (ports) => ({
    ...ports,
    notices: {
      ...ports.notices,
      create: async (notice) => {
        const created = await ports.notices.create(notice);
        if (created || notice.facts.about !== 'last-shift') return created;
        return ports.notices.create(withFields(notice, { notice: `last-shift/${notice.outbox.changedAt}` }));
      },
    },
  }),
};
