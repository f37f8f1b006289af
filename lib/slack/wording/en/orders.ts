import type { koOrders } from '../ko/orders.ts';

export const enOrders: typeof koOrders = {
  orderView: {
    title: 'Order',
    exchanges: 'Exchanges, last 7 days',
    close: 'Close',
    orderNumber: 'Order number',
    searchInWing: 'Copy the order number and search for it in WING.',
    loading: '⏳ Asking Coupang. If nothing has appeared after 20 seconds, close this and press again.',
  },
};
