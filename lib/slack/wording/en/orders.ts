import type { koOrders } from '../ko/orders.ts';

export const enOrders: typeof koOrders = {
  orderView: {
    title: 'Order details',
    exchanges: 'Exchanges, last 7 days',
    again: 'Try again',
    close: 'Close',
    orderNumber: 'Order number',
    searchInWing: 'Copy the order number and search for it in WING.',
    loading: '⏳ Asking Coupang. If nothing has appeared after 20 seconds, press [Try again].',

    status: {
      ACCEPT: 'Paid',
      INSTRUCT: 'Being prepared',
      DEPARTURE: 'Ready to ship',
      DELIVERING: 'In transit',
      FINAL_DELIVERY: 'Delivered',
      NONE_TRACKING: 'Delivered by the seller (no tracking)',
    },
    noStatus: 'Status unknown',
    box: (at, count) => `Box ${at}/${count}`,
    invoice: 'Tracking number',
    carrier: 'Carrier',
    deliveredAt: 'Delivered',
    inTransitAt: 'Shipped',
    paidAt: 'Paid',
    orderedAt: 'Ordered',
    count: (count) => `qty ${count}`,
    shipped: (count) => `shipping qty ${count}`,
    cancelled: (count) => `${count} cancelled`,
    inquired: 'asked about',
    noName: '(no name)',
    noBox: 'Coupang shows no delivery of this order. Check it in WING.',
    more: (count) => `+${count} more · see all of them in WING.`,

    returnType: { return: 'Return', cancel: 'Cancellation', unknown: 'Cancellation or return' },
    returnStatus: {
      RELEASE_STOP_UNCHECKED: 'Stop of shipment requested',
      RETURNS_UNCHECKED: 'Return requested',
      VENDOR_WAREHOUSE_CONFIRM: 'Received',
      REQUEST_COUPANG_CHECK: 'Coupang is checking',
      RETURNS_COMPLETED: 'Completed',
    },
    since: 'Requested',
    fault: 'At fault',
    faultBy: {
      COUPANG: 'Coupang',
      VENDOR: 'seller',
      CUSTOMER: 'customer',
      WMS: 'logistics',
      GENERAL: 'nobody in particular',
    },
    refund: 'Refund',
    refunded: { first: 'paid before the goods were back', after: 'after the goods are back' },
    receipt: 'Goods',
    received: { yes: 'received', no: 'not received yet', unknown: 'unknown (check in WING)' },
    reason: 'Reason',
    noReturn: 'The order was cancelled or returned, but Coupang shows no request. Check it in WING.',
    returnsUnread:
      'The order was cancelled or returned, but which of the two could not be read. Try again in a minute, or check it in WING.',

    exchangeStatus: {
      RECEIPT: 'Exchange requested',
      PROGRESS: 'Exchange in progress',
      SUCCESS: 'Exchange completed',
      REJECT: 'Exchange refused',
      CANCEL: 'Exchange withdrawn',
    },
    collection: 'Old item',
    notCollected: 'not back yet',
    span: (from, to) =>
      `Only exchanges that were requested in the last 7 days, ${from} to ${to}. See earlier ones in WING.`,
    noExchange: 'No exchange was requested in this time.',

    wrongNumber: 'Coupang knows no order with this number. Check the number in WING.',
    otherSeller:
      "This order is another seller's. Check the number in WING. If it is right, ask the engineer whether the vendor id and the API key belong together.",
    refusedOrder:
      'Coupang refused the question about this order. It may be cancelled or returned. Check it in WING.',
    cause: {
      refused: 'it refused the last request',
      inactive: 'the vendor is locked or not active at Coupang',
      ours: 'this program could not read',
    },
    noFacts: {
      spent: 'The ten calls a minute for this shop are used up. Try again in a minute, or check it in WING.',
      late: 'Coupang did not answer within ten seconds. Try again in a moment, or check it in WING.',
      'no-order': 'The order of this inquiry has changed. See its number on the card, and press again.',
      stopped: (cause) => `Coupang cannot be asked now: ${cause}. Try again later, or check it in WING.`,
      failed: (cause) =>
        `Coupang could not be asked: ${cause}. Try again in a moment, or check it in WING. If it lasts, inform the engineer.`,
    },

    contacts: (count, isMost) =>
      `*${count} other ${count === 1 ? 'inquiry' : 'inquiries'}* · last 90 days${isMost ? ' · older ones are not shown' : ''}`,
    noContact: '*No other inquiry* about this order or option in the last 90 days.',
    contactsUnread: '*Other inquiries* could not be read. Try again, or check it in WING.',
    contactOf: { order: 'same order', option: 'same option, other order' },
  },
};
