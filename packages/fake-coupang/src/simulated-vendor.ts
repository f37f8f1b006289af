import type { Market, Source } from './market.ts';

export type SimulatedVendor = {
  market: Market;
  vendorId: string;
  label?: string;
  /** The sources from which inquiries arrive. Default: the customer centre alone. */
  sources?: readonly Source[];
};
export type Vendors = [SimulatedVendor, ...SimulatedVendor[]];

export const isAny = (vendors: SimulatedVendor[]): vendors is Vendors => vendors.length > 0;

/** Whether an inquiry, a question or an order is the vendor's. */
export const isOf = (
  { vendorId, market }: Pick<SimulatedVendor, 'vendorId' | 'market'>,
  vendor: SimulatedVendor,
): boolean => vendorId === vendor.vendorId && market === vendor.market;
