import db from 'dynalite/db/index.js';

/** Where a process may die inside a write: it removes old rows, puts new ones, then writes the item. */
export type CutAfter = 'removals' | 'rows';

const { updateIndexes } = db;
/** Dynalite's answer when a write fails. No retry follows. */
const KILLED = Object.assign(new Error('killed'), {
  statusCode: 500,
  body: { __type: 'InternalServerError', message: 'killed' },
});

/** Skips `skipped` writes. The next one ends before its item is written. */
export const cutWrite = (after: CutAfter, skipped = 0): void => {
  let left = skipped;
  db.updateIndexes = (...write) => {
    if (left > 0) {
      left -= 1;
      updateIndexes(...write);
      return;
    }
    const [store, table, before, item, done] = write;
    mendWrites();
    updateIndexes(store, table, before, after === 'rows' ? item : undefined, () => done(KILLED));
  };
};

/** From now on writes are complete again. */
export const mendWrites = (): void => {
  db.updateIndexes = updateIndexes;
};
