import { randomUUID } from 'node:crypto';
import type { RequestListener, Server } from 'node:http';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import dynalite from 'dynalite';
import db, { type Level } from 'dynalite/db/index.js';
import { hasCode } from '../common/read-if-present.ts';

export type Dynalite = {
  server: Server;
  /**
   * Resolves when the files are open.
   * @throws LevelDB's error
   */
  whenOpen: () => Promise<void>;
  /** Requests under this path are answered even during a repair. */
  passage: string;
  /** Call it before the server is closed. */
  stopMending: () => Promise<void>;
};

type Options = {
  /** Called once when the disk fails. `onMended` is called once when it works again. */
  onFailure: (error: Error) => void;
  onMended: () => void;
  /** Called once when LevelDB finds a damaged file, whose content is lost. */
  onDamage: (error: Error) => void;
  /** Brings the indexes in line with the items. Its requests use the passage. */
  repair: () => Promise<unknown>;
  retryMs?: number;
};

const RETRY_MS = 1000;
const LONGEST_REQUEST_MS = 5000;
const FAILURE = {
  statusCode: 500,
  body: {
    __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError',
    message: 'The store cannot use its disk.',
  },
};

/**
 * Dynalite that survives a full disk. Plain dynalite then ends the process, and LevelDB writes after a half-written
 * record, so that the next start loses every later record. Here all requests get a 500 until the database is open again
 * and its indexes are repaired. Opening needs free disk space.
 */
export const openDynalite = (folder: string, options: Options): Dynalite => {
  const { onFailure, onMended, onDamage, repair, retryMs = RETRY_MS } = options;
  const passage = `/${randomUUID()}`;
  const state = { isRefusing: false, isStopped: false, isDamaged: false, running: 0 };
  let mending: Promise<void> | undefined;

  const note = (error: Error): void => {
    if (hasCode(error, 'LEVEL_CORRUPTION') && !state.isDamaged) {
      state.isDamaged = true;
      onDamage(error);
    }
    if (!hasCode(error, 'LEVEL_IO_ERROR')) return;
    state.isRefusing = true;
    if (mending || state.isStopped) return;
    onFailure(error);
    mending = mend();
  };
  const mend = async (): Promise<void> => {
    for (let ms = 0; state.running > 0 && ms < LONGEST_REQUEST_MS; ms += 10) await sleep(10);
    while (!state.isStopped) {
      try {
        await level.close._original();
        await level.open();
        state.isRefusing = false;
        await repair();
        mending = undefined;
        onMended();
        return;
      } catch {
        state.isRefusing = true;
        await sleep(retryMs, undefined, { ref: false });
      }
    }
  };

  const { server, level } = makeDynalite(folder);
  closeIterators(level);
  guardLevel(level, () => state.isRefusing, note);
  const [answer] = server.listeners('request');
  const gate: RequestListener = (request, response) => {
    if (mending && request.url?.startsWith(passage) !== true) {
      response.writeHead(FAILURE.statusCode, { 'Content-Type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify(FAILURE.body));
      return;
    }
    state.running += 1;
    response.once('close', () => {
      state.running -= 1;
    });
    if (answer) Reflect.apply(answer, server, [request, response]);
  };
  server.removeAllListeners('request').on('request', gate);
  return {
    server,
    whenOpen: () => level.open(),
    passage,
    stopMending: async () => {
      state.isStopped = true;
      await mending;
    },
  };
};

/** Dynalite does not expose its store, so this catches it at its creation. */
const makeDynalite = (folder: string): { server: Server; level: Level } => {
  const { create } = db;
  let level: Level | undefined;
  db.create = (options) => {
    const store = create(options);
    level = store.db;
    return store;
  };
  try {
    const server = dynalite({ path: folder, createTableMs: 0 });
    if (level === undefined) throw new Error('Dynalite made no store.');
    return { server, level };
  } finally {
    db.create = create;
  }
};

/** Dynalite 4.0.0 ends an iterator by `return`, which LevelDB does not have, and so would keep each query's snapshot. */
const closeIterators = (level: Level): void => {
  for (const name of ['keys', 'values'] as const) {
    const iterate = level[name].bind(level);
    level[name] = (options) => {
      const iterator = iterate(options);
      iterator.return = () => iterator.close();
      return iterator;
    };
  }
};

/** Turns what LevelDB throws into an answer that dynalite knows. While `isRefusing`, LevelDB is not called. */
const guardLevel = (level: Level, isRefusing: () => boolean, note: (error: Error) => void): void => {
  const answered = (error: Error): Error => {
    note(error);
    return Object.assign(error, FAILURE);
  };
  const refusal = (): Error => answered(new Error(FAILURE.body.message));
  for (const name of ['put', 'get', 'del', 'batch'] as const) {
    const operate = level[name];
    level[name] = (...args) => {
      const done = args.at(-1);
      if (typeof done !== 'function') return operate(...args);
      const settle = (error?: Error | null, value?: unknown): void =>
        void Reflect.apply(done, undefined, [error ? answered(error) : error, value]);
      return isRefusing() ? setImmediate(settle, refusal()) : operate(...args.slice(0, -1), settle);
    };
  }
  for (const name of ['createKeyStream', 'createValueStream'] as const) {
    const stream = level[name];
    level[name] = (options) => {
      const rows = isRefusing() ? failed(refusal()) : stream(options);
      return rows.on('error', answered);
    };
  }
};

const failed = (error: Error): Readable =>
  new Readable({
    objectMode: true,
    read() {
      this.destroy(error);
    },
  });
