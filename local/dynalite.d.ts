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
