import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '../../lib/config/config-error.ts';
import type { Config, VendorConfig } from '../../lib/config/schema.ts';
import { findVendor } from '../../lib/config/find-vendor.ts';
import { ENV } from '../../lib/config/names.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import type { Environment } from './environment.ts';

/**
 * Reads the configuration beside the bundle, or the file of the laptop. Its writer has checked it and filled in the
 * defaults, so that a cold start need not.
 */
export const readConfig = (env: Environment): Config => {
  const file = env[ENV.configFile] ?? fileURLToPath(new URL('notifier.config.json', import.meta.url));
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Its writer has checked it.
    return JSON.parse(readFileSync(file, 'utf8')) as Config;
  } catch (error) {
    throw new ConfigError(`${file} cannot be read as JSON: build and deploy again.`, { cause: error });
  }
};

/** @throws ConfigError for a vendor that is not configured */
export const vendorConfig = (config: Config, vendor: VendorRef): VendorConfig => {
  const found = findVendor(config, vendor);
  if (found) return found;
  throw new ConfigError(
    `Vendor ${vendor.vendorId} (${vendor.market}) is not in vendors[] of the configuration: add it and deploy.`,
  );
};
