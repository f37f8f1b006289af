import type { Notice } from '../../../lib/domain/notice/notice.ts';
import type { NoticeStore } from '../../../lib/workflows/ports/notice-store.ts';
import type { Breakage } from '../breakage.ts';

/** A breakage right after a notice was created. `make` returns the creator's result. */
export const afterCreating = (
  make: (created: Notice, notices: NoticeStore) => Promise<Notice | undefined>,
): NonNullable<Breakage['breakPorts']> => {
  return (ports) => ({
    ...ports,
    notices: {
      ...ports.notices,
      create: async (notice) => {
        const created = await ports.notices.create(notice);
        return created && make(created, ports.notices);
      },
    },
  });
};
