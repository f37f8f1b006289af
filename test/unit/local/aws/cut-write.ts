import db from 'dynalite/db/index.js';

/** Where a process may die inside a write: old rows are removed, then new ones are put, then the item. */
export type CutAfter = 'removals' | 'rows';

const { updateIndexes } = db;
/** As dynalite answers when a write fails; nothing tries it again. */
const KILLED = Object.assign(new Error('killed'), {
  statusCode: 500,
  body: { __type: 'InternalServerError', message: 'killed' },
});

/** The next write but `skipped` ends before its item is written. */
export const cutWrite = (after: CutAfter, skipped = 0): void => {
  let left = skipped;
  db.updateIndexes = (store, table, before, item, done) => {
    if (left > 0) {
      left -= 1;
      updateIndexes(store, table, before, item, done);
      return;
    }
    mendWrites();
    updateIndexes(store, table, before, after === 'rows' ? item : undefined, () => done(KILLED));
  };
};

/** No write is cut off any more. */
export const mendWrites = (): void => {
  db.updateIndexes = updateIndexes;
};
