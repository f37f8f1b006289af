import type { Breakage } from '../breakage.ts';

/** After a blind time the answered lists are not read, so hand-overs inside it stay unknown (R17). */
export const answeredListsNotRead: Breakage = {
  name: 'answered lists not read after a blind time',
  breakSource: (source) => ({ ...source, readPages: async () => ({ inquiries: [], pages: 1 }) }),
};
