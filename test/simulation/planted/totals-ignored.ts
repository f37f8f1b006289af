import { readAllPages } from '../../../lib/coupang/read-all-pages.ts';
import type { Breakage } from '../breakage.ts';

/** The received rows count as all rows, whatever total Coupang gives (R7). */
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
