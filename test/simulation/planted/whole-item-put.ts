import type { Breakage } from '../breakage.ts';
import { withResult } from '../memory-delivery.ts';

/** Delivery writes back the whole item as it read it. Poll's writes in between are lost. */
export const wholeItemPut: Breakage = {
  name: 'whole-item put',
  breakPorts: (ports, { effect, put }) => ({
    ...ports,
    delivery: {
      ...ports.delivery,
      noteResult: (before, result, attentionAt) =>
        effect('store.noteResult', () => put(withResult(before, result, attentionAt)), {
          says: 'as it was read',
          deliverable: before,
        }),
    },
  }),
};
