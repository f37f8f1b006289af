import type { ProductNames } from '../../workflows/ports/coupang.ts';
import { type Fields, fieldsOf, recordSchema } from '../read-fields.ts';

/** Coupang allows 200 options. */
const MOST_ITEMS = 300;

/**
 * Reads only the names of a product and of its items, since the answer also holds prices and the seller's contact. Source:
 * coupang-api.md section 7.3.
 * @returns `undefined` if the product has no name
 */
export const readNames = (data: unknown, zone: string): ProductNames | undefined => {
  const record = recordSchema.safeParse(data);
  if (!record.success) return undefined;
  const fields = fieldsOf(record.data, zone);
  const product = fields.name('sellerProductName') ?? fields.name('displayProductName');
  if (product === undefined) return undefined;
  const items = fields.each('items', (item) => {
    const name = item.name('itemName');
    return name === undefined ? [] : idsOf(item).map((id) => [id, name] as const);
  });
  return { product, items: Object.fromEntries(items.flat().slice(0, MOST_ITEMS)) };
};

/** An item of Rocket Growth has one id for each way of delivery, in a record of its own. */
const PARTS = ['marketplaceItemData', 'marketPlaceItemData', 'rocketGrowthItemData'];

const idsOf = (item: Fields): string[] =>
  [item, ...PARTS.flatMap((name) => item.part(name) ?? [])].flatMap((part) => part.id('vendorItemId') ?? []);
