import type { Inquiry, VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { Repairs } from '../../domain/reading/repairs.ts';
import type { Reading } from '../../domain/reading/reading.ts';
import type { SideSource } from '../../domain/sources.ts';
import type { DateWindow } from '../../domain/time/date-windows.ts';
import type { SourceError } from './inquiry-source.ts';

export type InquiryDate = Pick<Inquiry, 'inquiryId' | 'inquiryAt'>;

/** Reads a source beside the hand-overs for one vendor. Returns failures and throws no SourceError, but for `productNames`. */
export type SourceClient = {
  source: SideSource;
  /**
   * Reads all pages of a window of the open list. `stopAt`: no request begins later; epoch ms. `repairs` remember the parts that
   * failed.
   */
  read: (
    window: DateWindow,
    stopAt: number,
    repairs: Repairs,
  ) => Promise<{ reading: Reading; failure?: SourceError }>;
  /** Reads the lists of all requests for the dates of these inquiries and the dates beside them, in their order. */
  lookUp: (inquiries: readonly InquiryDate[], limits: { stopAt: number; calls: number }) => Promise<LookedUp>;
  /** `undefined`: Coupang does not know the product. Throws SourceError. */
  productNames: (sellerProductId: string, stopAt: number) => Promise<ProductNames | undefined>;
};

/** An inquiry that no list showed is in neither if its dates were not read completely. */
export type LookedUp = {
  found: ReadonlyMap<string, Inquiry>;
  /** Inquiries that complete readings of all their dates did not show. */
  missing: ReadonlySet<string>;
  /** Inquiries for which at least one list was begun, also those found or missing. The others had no call. */
  tried: ReadonlySet<string>;
  calls: number;
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
