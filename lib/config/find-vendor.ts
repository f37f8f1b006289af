import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import type { VendorConfig } from './schema.ts';

/** The vendor with this id in this market. An id alone may stand for two. */
export const findVendor = (
  { vendors }: { vendors: readonly VendorConfig[] },
  { market, vendorId }: VendorRef,
): VendorConfig | undefined => vendors.find((vendor) => vendor.market === market && vendor.id === vendorId);

/** All channels that the configuration gives a vendor. */
export const channelsOf = ({
  channel,
  fallbackChannel,
  stepChannels,
}: Pick<VendorConfig, 'channel' | 'fallbackChannel' | 'stepChannels'>): string[] => [
  channel,
  fallbackChannel,
  ...Object.values(stepChannels).filter((id) => id !== undefined),
];

/** The language of a channel: that of its vendor, or of the first one. */
export const languageIn = (
  channel: string,
  { vendors }: { vendors: readonly VendorConfig[] },
): VendorConfig['language'] =>
  (vendors.find((vendor) => channelsOf(vendor).includes(channel)) ?? vendors[0])?.language ?? 'ko';
