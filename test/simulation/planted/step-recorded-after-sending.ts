import { ticketId } from '../../../lib/domain/ticket/ticket-id.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import type { Breakage } from '../breakage.ts';

/** A step counts as reached only once Slack has shown it: until then each run tells it again (R23). */
export const stepRecordedAfterSending: Breakage = {
  name: 'a step recorded after sending',
  breakPorts: (ports, { get, put }) => {
    const owed = new Map<string, Ticket['steps']>();
    return {
      ...ports,
      writer: {
        ...ports.writer,
        change: (before, facts, event, at) => {
          if (event !== 'TicketWarned') return ports.writer.change(before, facts, event, at);
          owed.set(ticketId(before), facts.steps);
          return ports.writer.change(before, { ...facts, steps: before.steps }, event, at);
        },
      },
      delivery: {
        ...ports.delivery,
        noteResult: async (deliverable, result, attentionAt) => {
          const noted = await ports.delivery.noteResult(deliverable, result, attentionAt);
          const stored = noted && get(noted);
          if (!noted) return undefined;
          const steps = 'notice' in noted ? undefined : owed.get(ticketId(noted));
          const isLine = Object.keys(result.posted ?? {}).some((name) => name.startsWith('step/'));
          return isLine && steps && stored && !('notice' in stored) ? put({ ...stored, steps }) : noted;
        },
      },
    };
  },
};
