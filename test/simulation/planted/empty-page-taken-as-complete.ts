import { SourceError } from '../../../lib/workflows/ports/source-error.ts';
import type { Breakage } from '../breakage.ts';
import type { ReadPages } from '../paged-source.ts';

/** The first empty page counts as the end of the list. */
const readUntilEmpty: ReadPages = async (source) => {
  const beganAt = source.now();
  const items: unknown[] = [];
  try {
    for (let pageNum = 1; ; pageNum += 1) {
      const page = await source.page(pageNum);
      items.push(...(page.items ?? []));
      if ((page.items ?? []).length === 0 || pageNum >= (page.totalPages ?? 1)) break;
    }
    return { beganAt, complete: true, items };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return { beganAt, complete: false, items, failure: error };
  }
};

export const emptyPageTakenAsComplete: Breakage = {
  name: 'empty page taken as complete',
  readPages: readUntilEmpty,
};
