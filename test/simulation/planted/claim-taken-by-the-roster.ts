import { ROSTER } from '../../../lib/domain/act/roster.ts';
import type { TicketWriter } from '../../../lib/workflows/ports/ticket-store.ts';
import type { Breakage } from '../breakage.ts';

/** The roster assigns by what it read, although somebody was faster by hand (R30). */
export const claimTakenByTheRoster: Breakage = {
  name: 'a claim by hand taken by the roster',
  worse: { presses: 0.06 },
  breakShare: (ports) => {
    const change: TicketWriter['change'] = async (before, facts, event, at) => {
      const written = await ports.writer.change(before, facts, event, at);
      const fresh = written ?? (await ports.reader.ticket(before.key));
      const deed = facts.history.at(-1)?.deed;
      if (written || !fresh || fresh.facts.state === 'closed' || deed?.by !== ROSTER) return written;
      const line = { name: `act-${fresh.outbox.version + 1}` as const, at, deed };
      const { claimedBy = '', claimedAt = at } = facts;
      const taken = { ...fresh.facts, claimedBy, claimedAt, history: [...fresh.facts.history, line] };
      return ports.writer.change(fresh, taken, event, at);
    };
    return { ...ports, writer: { ...ports.writer, change } };
  },
};
