import type { ConfigInput } from '../../lib/config/schema.ts';
import { firstVendor, madeUpConfig, secondVendor } from '../deploy/made-up-config.ts';

export const HANA = 'U0HANA';

/** A vendor with hours and a person who acts. */
export const dayConfig = (others: ConfigInput['vendors'] = []): ConfigInput => {
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
  const hours = Object.fromEntries(days.map((day) => [day, ['09:00-18:00']]));
  const acting = { people: { [HANA]: { wingId: 'hana.cs' } } };
  return madeUpConfig({ acting: 'on', vendors: [firstVendor({ acting, hours }), ...others] });
};

/** The same, with the vendor that is not live. */
export const wholeConfig = (): ConfigInput => dayConfig([secondVendor()]);
