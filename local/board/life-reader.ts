import type { Ticket, TicketKey } from '../../lib/domain/ticket/ticket.ts';
import type { LogLine } from '../../lib/life/log-line.ts';
import type { TicketReader } from '../../lib/workflows/ports/store.ts';
import { readLog } from '../common/read-log.ts';

export type KnownLife = { ticket: Ticket; lines: LogLine[] };

export type LifeReader = (key: TicketKey) => Promise<KnownLife | undefined>;

/** @throws StoreError */
export const createLifeReader =
  (reader: Pick<TicketReader, 'ticket'>, dataDir: string): LifeReader =>
  async (key) => {
    const [ticket, lines = []] = await Promise.all([reader.ticket(key), readLog(dataDir, key)]);
    return ticket && { ticket, lines };
  };
