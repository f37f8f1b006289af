import { readAllPages } from '../../../lib/coupang/read-all-pages.ts';
import type { Breakage } from '../breakage.ts';

/** However many rows Coupang counts, those that came are taken for all (R7). */
export const totalsIgnored: Breakage = {
  name: 'totals ignored',
  readPages: (source) =>
    readAllPages({
      ...source,
      page: async (...asked) => {
        const { totalElements, ...page } = await source.page(...asked);
        return page;
      },
    }),
};
