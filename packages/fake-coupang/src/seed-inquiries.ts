import { monthAndDay } from './make-inquiry.ts';
import { MARKET_TEXTS } from './market-texts.ts';
import type { SimulatedVendor } from './simulated-vendor.ts';
import type { SimulatedInquiry } from './simulated-inquiry.ts';
import { HOUR_MS } from './time.ts';

/**
 * Two inquiries like those of Coupang's document for the v5 list: asked within the last hours, not answered, one in
 * each list.
 */
export const seedInquiries = (vendor: SimulatedVendor, now: number): SimulatedInquiry[] => {
  const { reply, confirm } = MARKET_TEXTS[vendor.market].examples;
  const arrivedOn = monthAndDay(now - 30 * HOUR_MS);
  return [
    {
      market: vendor.market,
      vendorId: vendor.vendorId,
      inquiryId: '1015668177',
      list: 'NO_ANSWER',
      inquiryStatus: 'progress',
      vendorItemId: '3285906659',
      itemName: reply.itemName,
      inquiryAt: now - 3 * HOUR_MS,
      answeredAt: null,
      buyerPhone: '+1(555)444-1234',
      orderId: '100000112345676',
      orderDate: now - 72 * HOUR_MS,
      receiptCategory: reply.category,
      posts: [
        {
          answerId: '1027082307',
          receptionistName: reply.shop,
          receptionist: '10000058',
          replyAt: now - 2 * HOUR_MS,
          content: reply.ask(arrivedOn),
          transferStatus: 'requestAnswer',
          completeReason: 'NONE',
          answerType: 'csAgent',
          needAnswer: true,
        },
      ],
    },
    {
      market: vendor.market,
      vendorId: vendor.vendorId,
      inquiryId: '1015664934',
      list: 'TRANSFER',
      inquiryStatus: 'complete',
      vendorItemId: '3361159025',
      itemName: confirm.itemName,
      inquiryAt: now - 5 * HOUR_MS,
      answeredAt: null,
      buyerPhone: '+1(555)444-1234',
      orderId: '100000123456780',
      orderDate: now - 120 * HOUR_MS,
      receiptCategory: confirm.category,
      posts: [
        {
          answerId: '1027076645',
          receptionistName: confirm.shop,
          receptionist: 'D002236',
          replyAt: now - 4 * HOUR_MS,
          content: confirm.ask(arrivedOn),
          transferStatus: 'requestAnswer',
          completeReason: 'NONE',
          answerType: 'csAgent',
          needAnswer: false,
        },
      ],
    },
  ];
};
