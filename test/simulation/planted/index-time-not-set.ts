import { withoutFields, withFields } from '../../fixtures/domain/make-ticket.ts';
import type { Breakage } from '../breakage.ts';

/** A change does not set the index time. If the run dies, nobody publishes its event. */
export const indexTimeNotSet: Breakage = {
  name: 'index time not set',
  breakPorts: (ports, { get, put }) => ({
    ...ports,
    writer: {
      ...ports.writer,
      change: async (before, facts, event, at) => {
        const written = await ports.writer.change(before, facts, event, at);
        const stored = written && get(written.key);
        if (!stored || stored.type === 'notice') return written;
        const rest = withoutFields(stored, 'attentionAt');
        const unset = withFields(rest, {
          ...(before.index.attentionAt !== undefined && { attentionAt: before.index.attentionAt }),
        });
        put(unset);
        return unset;
      },
    },
  }),
};
