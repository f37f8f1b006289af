import { TABLE } from '../../lib/config/names.ts';
import type { DayCounts } from './count-day.ts';
import { TABLE_KEY } from './count-units.ts';
import { itemBytes } from './item-bytes.ts';
import type { Budgeted } from './measure-delivery.ts';
import { middle } from './middle.ts';
import { rowOf, WRITE_UNIT_BYTES } from './request-units.ts';

/** How large a ticket is. DynamoDB charges a write by whole write units. */
export const measureItems = ({ openTickets }: Pick<DayCounts, 'openTickets'>): Budgeted[] => {
  const sizes = openTickets.map(itemBytes);
  const rows = middle(openTickets.map((item) => itemBytes(rowOf(item, TABLE_KEY, TABLE.attention) ?? {})));
  const small = sizes.filter((size) => size <= WRITE_UNIT_BYTES).length;
  return [
    {
      what: `bytes of a ticket as it last was open, median of ${sizes.length}: ${small} fit one write unit; ${rows} bytes in its index`,
      figure: middle(sizes),
      budget: WRITE_UNIT_BYTES,
    },
    {
      what: 'of them need a second write unit, as a part of all',
      figure: 1 - small / sizes.length,
      budget: 0.45,
    },
  ];
};
