import type { Breakage } from '../breakage.ts';

/** A change leaves the index time as it was: nobody looks after its event if the run dies. */
export const indexTimeNotSet: Breakage = {
  name: 'index time not set',
  breakPorts: (ports, { get, put }) => ({
    ...ports,
    writer: {
      ...ports.writer,
      change: async (before, facts, event, at) => {
        const written = await ports.writer.change(before, facts, event, at);
        const stored = written && get(written);
        if (!stored || 'notice' in stored) return written;
        const { attentionAt, ...rest } = stored;
        const unset = {
          ...rest,
          ...(before.attentionAt !== undefined && { attentionAt: before.attentionAt }),
        };
        put(unset);
        return unset;
      },
    },
  }),
};
