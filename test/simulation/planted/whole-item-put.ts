import type { Breakage } from '../breakage.ts';
import { withResult } from '../memory-delivery.ts';

/** Delivery writes the whole item as it read it: whatever poll wrote meanwhile is lost. */
export const wholeItemPut: Breakage = {
  name: 'whole-item put',
  breakPorts: (ports, { effect, put }) => ({
    ...ports,
    delivery: {
      ...ports.delivery,
      noteResult: (subject, result) => effect('store.noteResult', () => put(withResult(subject, result))),
    },
  }),
};
