import type { ListStatus, OpenStatus, Source } from '../../domain/sources.ts';
import type { Inquiry, VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { Repairs } from '../../domain/reading/repairs.ts';
import type { Reading } from '../../domain/reading/reading.ts';
import type { DateWindow } from '../../domain/time/date-windows.ts';
import { SECOND_MS } from '../../domain/time/durations.ts';
import { defined } from '../../domain/defined.ts';
import { NotifierError } from '../../domain/notifier-error.ts';
import type { SourceCause, Failure } from '../../domain/reading/vendor-state.ts';
import type { CoupangRefusal } from '../../domain/ticket/act.ts';
import type { Exchange, OrderFacts, ReturnRequest } from '../../domain/order/order.ts';

/** A request that is sent right before `stopAt` may last this much longer. */
export const CALL_GRACE_MS = 5 * SECOND_MS;

/** A vendor's access to Coupang, which all its sources share. */
export type CoupangAccess = {
  /**
   * A hash that identifies a key without revealing it. A new key ends a stop (coupang-api.md section 4). `fresh`: without any
   * cache.
   */
  keyFingerprint: (options?: { fresh?: boolean }) => Promise<string>;
  /** Coupang's `Date` minus our clock at the last answer, ms, if over five minutes (R6). Only for reports. */
  clockDiffersByMs: () => number | undefined;
};

/** Reads one source for one vendor. `stopAt`: no request begins later; epoch ms. */
export type InquirySource = {
  source: Source;
  /**
   * Reads all pages of a window of an open list, and again if the first pass was incomplete (R7). A failed page is read in parts,
   * as far as `repairs` allow. Returns a SourceError with the pages read instead of throwing it.
   */
  read: (
    window: DateWindow,
    status: OpenStatus,
    stopAt: number,
    repairs: Repairs,
  ) => Promise<{ reading: Reading; failure?: SourceError }>;
  /** Looks inquiries up in their order, with at most `calls` calls and the extra calls of `repairs`. Never throws a SourceError. */
  lookUp: (
    inquiries: readonly InquiryDate[],
    limits: { stopAt: number; calls: number; repairs: Repairs },
  ) => Promise<LookedUp>;
  /** Reads at most `most` pages of any list. Never throws a SourceError. */
  readPages: (
    window: DateWindow,
    status: ListStatus,
    from: { page: number; most: number },
    stopAt: number,
  ) => Promise<SomePages & { inquiries: Inquiry[] }>;
  /** Absent if rows name their products. `undefined`: Coupang does not know the product. Throws SourceError. */
  productNames?: (sellerProductId: string, stopAt: number) => Promise<ProductNames | undefined>;
};

export type InquiryDate = Pick<Inquiry, 'inquiryId' | 'inquiryAt'>;

export type LookedUp = {
  found: ReadonlyMap<string, Inquiry>;
  /** Inquiries that Coupang does not show. True: the answer shows a younger one, so it is not only behind. */
  missing: ReadonlyMap<string, boolean>;
  /** Inquiries for which at least one call was made, also those found or missing. */
  tried: ReadonlySet<string>;
  /** How many calls were made, without extra calls. */
  made: number;
  /** The failure of the last call, and how many calls in a row failed until then. */
  failed?: { failure: SourceError; inARow: number };
};

export type SomePages = {
  /** Requested pages, including a failed page. */
  pages: number;
  /** Where to continue. Absent at the end of the list or at the last page that is ever requested. */
  nextPage?: number;
  /** The list continues after that last page. */
  isCut?: true;
  failure?: SourceError;
};

/** `items`: the names of the product's items, by `vendorItemId`. */
export type ProductNames = { product: string; items: Record<string, string> };

/** The names of products that were read lately. */
export type NameStore = {
  read: (vendor: VendorRef, sellerProductId: string, now: number) => Promise<ProductNames | undefined>;
  /** `until`: when to read them again; epoch ms. */
  note: (vendor: VendorRef, sellerProductId: string, names: ProductNames, until: number) => Promise<void>;
};

/**
 * The scope of a failure: this reading, this vendor, or everything behind this egress IP. Source: coupang-api.md section 4.
 */
export type Reach = 'reading' | 'vendor' | 'egress';

/** A call to Coupang that failed after all tries that the error table allows. */
export abstract class SourceError extends NotifierError {
  abstract readonly blindCause: SourceCause;
  abstract readonly reach: Reach;
  /** The address that Coupang does not recognise. */
  abstract readonly ip: string | undefined;
  /** Coupang, or the store of its key, did not answer at all. The network may be down. */
  readonly isUnanswered: boolean = false;
  /** How long not to call for the vendor or from the IP, ms. 0 if `reach` is `reading`. */
  abstract readonly aloneForMs: number;
}

export const failureOf = ({ blindCause: cause, ip }: SourceError): Failure => defined({ cause, ip });

/**
 * `done`: Coupang confirmed it.
 * `refused`: Coupang did nothing, for this reason.
 * `unsure`: it may be done. Read the inquiry back; never send it again.
 * `failed`: the call did not reach Coupang.
 */
export type ActionResult =
  | { is: 'done' }
  | { is: 'refused'; refusal: { code: CoupangRefusal } }
  | { is: 'unsure' | 'failed'; failure: SourceError };

export type Reply = {
  /** Ids of two sources may be equal. */
  source: Source;
  inquiryId: string;
  /** The `answerId` of the newest post in which the agent asks (R10). Only for hand-overs. */
  parentAnswerId?: string;
  content: string;
  /** A WING login. */
  replyBy: string;
};

/** Only hand-overs can be confirmed. */
export type Confirm = {
  inquiryId: string;
  /** A WING login. */
  confirmBy: string;
};

/** A person's acts on an inquiry at Coupang. Never throws a SourceError. `stopAt`: epoch ms. */
export type InquiryActions = {
  reply: (reply: Reply, stopAt: number) => Promise<ActionResult>;
  confirm: (confirm: Confirm, stopAt: number) => Promise<ActionResult>;
};

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
