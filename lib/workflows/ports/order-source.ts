import type { Exchange, OrderFacts, ReturnRequest } from '../../domain/order/order.ts';

/**
 * Reads an order at Coupang. Each method makes one call, which a person waits for. `stopAt`: no try begins later; epoch ms. Throws
 * SourceError, and what `admit` throws. No error holds a word of the answer.
 */
export type OrderSource = {
  /** `cancelled`: Coupang answers that the order was cancelled or returned. `returns` shows which. */
  order: (
    orderId: string,
    stopAt: number,
  ) => Promise<Extract<OrderFacts, { is: 'boxes' | 'wrong-number' | 'other-seller' }> | { is: 'cancelled' }>;
  returns: (orderId: string, stopAt: number) => Promise<ReturnRequest[]>;
  /** Coupang has exchanges in Korea alone. `from`, `to`: at most 7 days apart; epoch ms. */
  exchanges: (orderId: string, span: { from: number; to: number }, stopAt: number) => Promise<Exchange[]>;
};
