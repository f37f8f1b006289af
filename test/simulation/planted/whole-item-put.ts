import type { Breakage } from '../breakage.ts';

/** Delivery writes the whole ticket as it read it: whatever poll wrote meanwhile is lost. */
export const wholeItemPut: Breakage = {
  name: 'whole-item put',
  breakPorts: (ports, { effect, put }) => ({
    ...ports,
    delivery: {
      ...ports.delivery,
      noteResult: ({ attempt, retryAt, ...ticket }, { posted, ...result }) =>
        effect('store.noteResult', () =>
          put({ ...ticket, ...result, posted: { ...ticket.posted, ...posted } }),
        ),
    },
  }),
};
