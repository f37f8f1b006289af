import type { Breakage } from '../breakage.ts';

/** After a blind time nobody looks for what came and went in it (R17). */
export const answeredListsNotRead: Breakage = {
  name: 'answered lists not read after a blind time',
  breakSource: (source) => ({ ...source, readPages: async () => ({ inquiries: [], pages: 1 }) }),
};
