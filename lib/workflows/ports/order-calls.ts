import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { NotifierError } from '../../domain/notifier-error.ts';
import type { KeyStop } from '../../domain/reading/vendor-state.ts';

/** The budget of the calls about orders, one item per vendor. Throws StoreError. */
export type OrderCalls = {
  /** The stop of these calls after a 429 or a refusal of the key. It stops nothing else. */
  stop: (vendor: VendorRef) => Promise<KeyStop | undefined>;
  noteStop: (vendor: VendorRef, stop: KeyStop) => Promise<void>;
  /** Takes one of ten calls in any 60 seconds. False if they are spent. `now`: epoch ms. */
  take: (vendor: VendorRef, now: number) => Promise<boolean>;
};

/** The vendor's ten calls of the last minute are spent. */
export class OrderCallsSpent extends NotifierError {
  readonly code = 'ORDER_CALLS_SPENT';
  readonly retryable = true;

  constructor({ market, vendorId }: VendorRef) {
    super(
      `Vendor ${vendorId} (${market}): orders were read ten times within a minute. Press again in a minute.`,
    );
  }
}
