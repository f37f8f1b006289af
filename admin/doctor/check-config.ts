import type { Config } from '../../lib/config/schema.ts';
import { type Check, ok, warn } from './check.ts';

/** Valid settings that keep hand-overs from being seen. Loading the configuration has checked the rest. */
export const checkConfig = ({ vendors, egress }: Config, file: string): Check[] => {
  const live = vendors.filter((vendor) => vendor.live).length;
  const checks: Check[] = [
    live > 0
      ? ok('configuration', `${file}: ${live} of ${vendors.length} vendors live`)
      : warn(
          'configuration',
          `${file}: no vendor is live, so nothing is read`,
          'Once all other lines are ok: set live: true and deploy.',
        ),
  ];
  if (egress === 'none') {
    const toDo =
      "Set egress to 'existing-subnets' or 'nat-instance' and deploy; 'none' is for the simulator.";
    checks.push(warn('egress', "'none': Coupang accepts registered addresses only", toDo));
  }
  return checks;
};
