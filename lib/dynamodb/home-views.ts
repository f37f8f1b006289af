import * as z from 'zod/mini';
import { TABLE } from '../config/names.ts';
import { QUEUE_KINDS, QUEUE_WHO } from '../domain/act/queue.ts';
import type { HomeView, HomeViews } from '../workflows/ports/home-views.ts';
import { CONDITIONS } from './conditions.ts';
import { instant } from './deliverable-schema.ts';
import { homeViewsKey, vendorStateKey } from './item-keys.ts';
import type { Table } from './table.ts';
import { MARKETS } from '../domain/inquiry/inquiry.ts';

/** One item a vendor, with an attribute a person. DynamoDB deletes it once nobody has looked for some days. */
export const createHomeViews = (table: Table): HomeViews => ({
  read: async (vendor) => {
    const item = await table.get(homeViewsKey(vendor));
    return Object.entries(item ?? {}).flatMap(([by, value]) => {
      const view = viewSchema.safeParse(value);
      return view.success ? [{ by, ...view.data }] : [];
    });
  },

  note: async (vendor, { by, ...view }) => {
    await table.update(homeViewsKey(vendor), {
      write: { [by]: view, [TABLE.expiryAttribute]: Math.ceil(view.until / 1000) },
      condition: CONDITIONS.ofThisVersion,
    });
    await table.update(vendorStateKey(vendor), {
      write: { homesUntil: view.until },
      condition: CONDITIONS.exists,
    });
  },

  noteMark: async (vendor, { by, until }, mark) => {
    await table.update(homeViewsKey(vendor), {
      write: { [`${by}.mark`]: mark },
      condition: CONDITIONS.viewAsRead,
      values: { ':until': until },
      names: { '#by': by },
    });
  },
});

const viewSchema = z.object({
  filter: z.object({
    who: z.enum(QUEUE_WHO),
    kind: z.enum(QUEUE_KINDS),
    vendor: z.exactOptional(z.object({ market: z.enum(MARKETS), vendorId: z.string() })),
    page: z.int(),
  }),
  mark: z.string(),
  until: instant,
}) satisfies z.ZodMiniType<Omit<HomeView, 'by'>>;
