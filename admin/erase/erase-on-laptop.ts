import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../../lib/config/config-error.ts';
import { createTicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import { startStore } from '../../local/aws/store.ts';
import { lockDataDir } from '../../local/common/data-dir-lock.ts';
import { LOCAL_TABLE } from '../../local/run/handler-env.ts';
import type { AdminTexts } from '../wording/wording.ts';
import { createPointerRemoval, eraseTickets, findByNumber, type OpenTable } from './erase-tickets.ts';

/** Any region works for the local store. */
const REGION = 'ap-northeast-2';

/**
 * Opens the laptop's store. The laptop edits its cards when it starts.
 * @throws ConfigError if the laptop runs, or never ran in this folder
 */
export const openOnLaptop = async (
  dataDir: string,
  { erase, ticket }: Pick<AdminTexts, 'erase' | 'ticket'>,
): Promise<OpenTable> => {
  const folder = join(dataDir, 'dynalite');
  if (!existsSync(folder)) throw new ConfigError(erase.noStore(dataDir, REGION));
  const lock = await lockDataDir(dataDir);
  const { client, stop } = await startStore(folder, LOCAL_TABLE, REGION).catch((error: unknown) => {
    lock.release();
    throw error;
  });
  const store = createTicketStore({ client, tableName: LOCAL_TABLE });
  const removePointers = createPointerRemoval(client, LOCAL_TABLE);
  return {
    place: ticket.places.store(dataDir),
    isRunning: false,
    find: (id) => findByNumber(client, LOCAL_TABLE, { id, reader: store.reader }),
    erase: (keys) => eraseTickets(keys, Date.now(), { ...store, removePointers }),
    close: () => stop().finally(lock.release),
  };
};
