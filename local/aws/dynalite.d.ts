/** What we use of dynalite, which comes without types. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  type Options = {
    /** Folder of the LevelDB store; in memory where it is absent. */
    path?: string;
    /** How long a new table stays in `CREATING`, ms; 500 where it is absent. */
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
  };

  /** Closing the server closes the store too. */
  const dynalite: (options?: Options) => Server;
  export default dynalite;
}

/** Its inside: how it makes its store, and the step of each write that brings the indexes up to date, before the item. */
declare module 'dynalite/db/index.js' {
  import type { Readable } from 'node:stream';

  type Item = Record<string, unknown>;
  type Done = (error?: Error) => void;
  type Close = (() => Promise<void>) & { _original: () => Promise<void> };

  /** LevelDB as dynalite calls it: the last argument is told the outcome. */
  export type Level = Record<'put' | 'get' | 'del' | 'batch', (...args: unknown[]) => unknown> &
    Record<'createKeyStream' | 'createValueStream', (options?: object) => Readable> & {
      open: () => Promise<void>;
      close: Close;
    };

  const db: {
    create: (options?: object) => { db: Level };
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
