import * as z from 'zod/mini';
import type { TextRemoval } from '../workflows/ports/text-removal.ts';
import { allOf, CONDITIONS } from './conditions.ts';
import { textRemovalKey, ticketItemKey } from './item-keys.ts';
import { parseItem } from './parse-item.ts';
import { instant } from './deliverable-schema.ts';
import { nameOf, type Table } from './table.ts';

/**
 * Removes the free text of tickets that closed long ago. This changes no fact that is shown, so it makes no version and no
 * event.
 */
export const createTextRemoval = (table: Table): TextRemoval => ({
  removedUntil: async (vendor) => {
    const key = textRemovalKey(vendor);
    const item = await table.get(key);
    return item && parseItem(progressSchema, item, nameOf(key)).removedUntil;
  },

  remove: async (key, closedAt) => {
    await table.update(ticketItemKey(key), {
      write: { text: '', formLink: undefined, act: undefined },
      condition: allOf(CONDITIONS.isClosed, CONDITIONS.closedAsRead),
      values: { ':closed': 'closed', ':closedAt': closedAt },
    });
  },

  noteRemoved: async (vendor, until) => {
    await table.update(textRemovalKey(vendor), {
      write: { removedUntil: until },
      condition: CONDITIONS.removedEarlier,
      values: { ':until': until },
    });
  },
});

const progressSchema = z.object({ removedUntil: instant });
