import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import { type Source, SOURCE_NAMES, SOURCES } from '../domain/sources.ts';
import type { VendorConfig } from './schema.ts';

/** Two markets may have vendors with the same id. */
export const findVendor = (
  { vendors }: { vendors: readonly VendorConfig[] },
  { market, vendorId }: VendorRef,
): VendorConfig | undefined => vendors.find((vendor) => vendor.market === market && vendor.id === vendorId);

export const channelsOf = ({
  channel,
  fallbackChannel,
  stepChannels,
}: Pick<VendorConfig, 'channel' | 'fallbackChannel' | 'stepChannels'>): string[] => [
  channel,
  fallbackChannel,
  ...Object.values(stepChannels).filter((id) => id !== undefined),
];

/** The language of what concerns no single vendor: that of the first live vendor, or of the first. */
export const teamLanguage = ({ vendors }: { vendors: readonly VendorConfig[] }): VendorConfig['language'] =>
  (vendors.find(({ live }) => live) ?? vendors[0])?.language ?? 'ko';

/** The language of the channel's vendor, or of the first vendor. */
export const languageIn = (
  channel: string,
  { vendors }: { vendors: readonly VendorConfig[] },
): VendorConfig['language'] =>
  (vendors.find((vendor) => channelsOf(vendor).includes(channel)) ?? vendors[0])?.language ?? 'ko';

/** The sources that some vendor reads and that Coupang does not close at their deadline. */
export const promisedSources = ({ vendors }: { vendors: readonly VendorConfig[] }): Source[] =>
  SOURCE_NAMES.filter(
    (name) => !SOURCES[name].closesAtDeadline && vendors.some(({ sources }) => sources.includes(name)),
  );
