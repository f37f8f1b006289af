/** dynalite has no types. These are the parts that we use. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  type Options = {
    /** Folder of the LevelDB store. Without it the store is in memory. */
    path?: string;
    /** How long a new table stays in `CREATING`, ms. Default: 500. */
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
  };

  /** Closing the server also closes the store. */
  const dynalite: (options?: Options) => Server;
  export default dynalite;
}

/** Dynalite's internals: how it makes its store, and the step that updates the indexes before the item. */
declare module 'dynalite/db/index.js' {
  import type { Readable } from 'node:stream';

  type Item = Record<string, unknown>;
  type Done = (error?: Error) => void;
  /** Holds a snapshot of the database until it is closed. */
  export type LevelIterator = { close: () => Promise<void>; return?: () => Promise<void> };
  type Close = (() => Promise<void>) & { _original: () => Promise<void> };

  /** LevelDB as dynalite calls it. The last argument is the callback. */
  export type Level = Record<'put' | 'get' | 'del' | 'batch', (...args: unknown[]) => unknown> &
    Record<'createKeyStream' | 'createValueStream', (options?: object) => Readable> &
    Record<'keys' | 'values', (options?: object) => LevelIterator> & {
      open: () => Promise<void>;
      close: Close;
    };

  type IndexWrite = [
    store: unknown,
    table: unknown,
    before: Item | undefined,
    after: Item | undefined,
    done: Done,
  ];

  const db: {
    create: (options?: object) => { db: Level };
    updateIndexes: (...write: IndexWrite) => void;
  };
  export default db;
}
