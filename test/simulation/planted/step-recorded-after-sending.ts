import type { ReachedStep } from '../../../lib/domain/ticket/step.ts';
import { withFields } from '../../fixtures/domain/make-ticket.ts';
import { ticketId } from '../../../lib/domain/ticket/ticket-id.ts';
import type { Breakage } from '../breakage.ts';

/** A step counts as reached only after Slack has shown it. Until then each run announces it again (R23). */
export const stepRecordedAfterSending: Breakage = {
  name: 'a step recorded after sending',
  breakPorts: (ports, { get, put }) => {
    const owed = new Map<string, ReachedStep[]>();
    return {
      ...ports,
      writer: {
        ...ports.writer,
        change: (before, facts, event, at) => {
          if (event !== 'TicketWarned') return ports.writer.change(before, facts, event, at);
          owed.set(ticketId(before.key), facts.steps);
          return ports.writer.change(before, { ...facts, steps: before.facts.steps }, event, at);
        },
      },
      delivery: {
        ...ports.delivery,
        noteResult: async (deliverable, result, attentionAt) => {
          const noted = await ports.delivery.noteResult(deliverable, result, attentionAt);
          const stored = noted && get(noted.key);
          if (!noted) return undefined;
          const steps = noted.type === 'notice' ? undefined : owed.get(ticketId(noted.key));
          const isLine = Object.keys(result.posted ?? {}).some((name) => name.startsWith('step/'));
          return isLine && steps && stored && stored.type === 'ticket'
            ? put(withFields(stored, { steps }))
            : noted;
        },
      },
    };
  },
};
