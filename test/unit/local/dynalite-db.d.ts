/** What the tests use of dynalite's inside: the step of each write that brings the indexes up to date, before the item. */
declare module 'dynalite/db/index.js' {
  type Item = Record<string, unknown>;
  type Done = (error?: Error) => void;

  const db: {
    updateIndexes: (
      store: unknown,
      table: unknown,
      before: Item | undefined,
      after: Item | undefined,
      done: Done,
    ) => void;
  };
  export default db;
}
