import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../../lib/config/config-error.ts';
import { createTicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import { startStore } from '../../local/aws/store.ts';
import { lockDataDir } from '../../local/common/data-dir-lock.ts';
import { LOCAL_TABLE } from '../../local/run/handler-env.ts';
import type { AdminTexts } from '../wording/wording.ts';
import { createPointerRemoval, type Erasure, eraseTickets, findByNumber } from './erase-tickets.ts';

/** Any region works for the local store. */
const REGION = 'ap-northeast-2';

/**
 * Erases in the laptop's store. The laptop edits its cards when it starts.
 * @throws ConfigError if the laptop runs, or never ran in this folder
 */
export const eraseOnLaptop = async (
  dataDir: string,
  id: string,
  { erase, ticket }: Pick<AdminTexts, 'erase' | 'ticket'>,
): Promise<Erasure> => {
  const folder = join(dataDir, 'dynalite');
  if (!existsSync(folder)) throw new ConfigError(erase.noStore(dataDir, REGION));
  const lock = await lockDataDir(dataDir);
  try {
    const { client, stop } = await startStore(folder, LOCAL_TABLE, REGION);
    try {
      const store = createTicketStore({ client, tableName: LOCAL_TABLE });
      const keys = await findByNumber(client, LOCAL_TABLE, id);
      const removePointers = createPointerRemoval(client, LOCAL_TABLE);
      const tickets = await eraseTickets(keys, Date.now(), { ...store, removePointers });
      return { source: ticket.places.store(dataDir), isRunning: false, tickets };
    } finally {
      await stop();
    }
  } finally {
    lock.release();
  }
};
