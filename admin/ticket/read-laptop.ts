import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../../lib/config/config-error.ts';
import { createTicketStore, type TicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import { startStore } from '../../local/aws/store.ts';
import { findDiskTrouble } from '../../local/common/describe-disk-trouble.ts';
import { ERROR_TEXTS } from '../../local/common/start-error.ts';
import { readLog } from '../../local/common/read-log.ts';
import { LOCAL_TABLE } from '../../local/run/handler-env.ts';
import { findTickets } from '../../lib/life/find-tickets.ts';
import type { Sought } from '../../lib/life/log-line.ts';
import type { AdminTexts } from '../wording/wording.ts';
import type { Life } from './print-life.ts';

/** Any region works for the local store. */
const REGION = 'ap-northeast-2';
const COPIES = 3;

/**
 * Reads the laptop's log and a copy of its store, which may be in use.
 * @throws ConfigError if the laptop never ran in this folder, or its store cannot be read
 */
export const readLaptop = async (dataDir: string, sought: Sought, texts: AdminTexts): Promise<Life> => {
  const { ticket: words } = texts;
  const lines = await readLog(dataDir, sought).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : 'unknown error';
    throw new ConfigError(words.logNotRead(dataDir, why), { cause });
  });
  if (lines === undefined) {
    throw new ConfigError(words.noLog(dataDir, REGION));
  }
  const tickets = await readStore(dataDir, texts, (store) => findTickets(store, sought));
  return { source: words.places.laptop(dataDir), lines, tickets };
};

/**
 * Reads a copy of the laptop's store. A copy taken while the laptop writes may be inconsistent. Then it takes another one.
 * @param read is called once for each copy, until it succeeds
 * @throws ConfigError if the laptop never ran in this folder, or its store cannot be read
 */
export const readStore = async <Answer>(
  dataDir: string,
  { ticket: words, language }: AdminTexts,
  read: (store: TicketStore) => Promise<Answer>,
): Promise<Answer> => {
  const original = join(dataDir, 'dynalite');
  if (!existsSync(original)) throw new ConfigError(words.noLog(dataDir, REGION));
  let failure: unknown;
  for (let copies = 0; copies < COPIES; copies += 1) {
    // Beside the store, so that buyers' words stay in that folder.
    let copy: string | undefined;
    try {
      copy = await mkdtemp(join(dataDir, 'copy-'));
      await cp(original, copy, { recursive: true });
      return await readCopy(copy, read);
    } catch (error) {
      if (error instanceof ConfigError) throw error;
      failure = error;
    } finally {
      if (copy !== undefined) await rm(copy, { recursive: true, force: true });
    }
  }
  const trouble = findDiskTrouble(failure);
  if (trouble !== undefined)
    throw new ConfigError(words.notCopied(dataDir, ERROR_TEXTS[language].disk[trouble]), { cause: failure });
  throw new ConfigError(words.storeNotRead(dataDir), { cause: failure });
};

const readCopy = async <Answer>(
  folder: string,
  read: (store: TicketStore) => Promise<Answer>,
): Promise<Answer> => {
  const { client, stop } = await startStore(folder, LOCAL_TABLE, REGION);
  try {
    return await read(createTicketStore({ client, tableName: LOCAL_TABLE, newToken: () => 'unused' }));
  } finally {
    await stop();
  }
};
