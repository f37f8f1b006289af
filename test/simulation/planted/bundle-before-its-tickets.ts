import { withFields } from '../../fixtures/domain/make-ticket.ts';
import type { Breakage } from '../breakage.ts';

/** A bundle may be published as soon as it stands in the store, before the tickets that name it are written (R27). */
export const bundleBeforeItsTickets: Breakage = {
  name: 'a bundle published before its tickets',
  worse: { kills: 0.02, doubledRuns: 0.3 },
  breakPorts: (ports) => ({
    ...ports,
    notices: {
      ...ports.notices,
      create: async (notice) => {
        const isBundle = notice.facts.about === 'bundle';
        const created = await ports.notices.create(
          isBundle ? withFields(notice, { attentionAt: notice.outbox.changedAt }) : notice,
        );
        if (!created || !isBundle) return created;
        await ports.publisher.publish([
          {
            type: 'NoticeChanged',
            deliverable: created.key,
            version: 1,
            occurredAt: created.outbox.changedAt,
          },
        ]);
        await ports.writer.notePublished(created, 1, created.outbox.changedAt);
        await ports.publisher.wake(created.key, [created.key]);
        return created;
      },
    },
  }),
};
