import { COUPANG_HOST, ENV } from '../../lib/config/names.ts';
import type { Config } from '../../lib/config/schema.ts';
import type { SenderOptions } from '../../lib/coupang/create-sender.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import type { Clock } from '../../lib/workflows/ports/clock.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';
import type { Environment } from './environment.ts';
import type { Secrets } from './secrets.ts';

type Wired = { env: Environment; config: Config; secrets: Secrets; clock: Clock; log: Log };

export const coupangOptions = (
  vendor: VendorRef,
  { env, config, secrets, clock, log }: Wired,
): SenderOptions => ({
  vendor,
  baseUrl: env[ENV.coupangBaseUrl] ?? COUPANG_HOST,
  credentials: (options) => secrets.coupangKeys(vendor, options),
  clock,
  callsPerSecond: config.settings.callsPerSecond,
  log,
});

/** Makes one value per vendor. A Coupang client must be shared, since it holds the pace of its vendor's calls. */
export const onePerVendor = <Made>(make: (vendor: VendorRef) => Made): ((vendor: VendorRef) => Made) => {
  const made = new Map<string, Made>();
  return ({ market, vendorId }) => {
    const name = `${market}/${vendorId}`;
    const client = made.get(name) ?? make({ market, vendorId });
    made.set(name, client);
    return client;
  };
};
