/**
 * The state of an order. `untracked`: the seller delivers it. `exchanged`: delivered, and an exchange is under way.
 * `cancelled-early`: cancelled before anybody prepared it, which the returns of an order do not show.
 */
export const ORDER_PLOTS = [
  'preparing',
  'in-transit',
  'delivered',
  'untracked',
  'exchanged',
  'returned',
  'cancelled',
  'cancelled-early',
] as const;
export type OrderPlot = (typeof ORDER_PLOTS)[number];
