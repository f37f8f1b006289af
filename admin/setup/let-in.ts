import { ConfigError } from '../../lib/config/config-error.ts';
import type { VendorConfig } from '../../lib/config/schema.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';
import type { CheckResult } from '../../lib/workflows/intake/check-vendor.ts';
import { checkCoupang, type DeployedPoll } from '../doctor/check-coupang.ts';
import { printLines } from '../doctor/check.ts';
import { askAws } from './aws.ts';
import { takeCoupangKeys } from './keys.ts';
import type { Configured, Setup } from './setup.ts';

/** Coupang needs up to 30 minutes for an address and up to a day for a first key. Each check is one call. */
const LOOK_EVERY_MINUTES = 5;

/** Results that pass by themselves, or after a person has used WING. */
const PASSES: readonly string[] = [
  'not-set-up',
  'ip-not-allowed',
  'key-just-issued',
  'throttled',
  'blocked-at-edge',
  'coupang-down',
  'protocol',
  'incomplete',
  'not-polling',
] satisfies CheckResult[];

const MAY_BE_TYPED_AGAIN: readonly unknown[] = ['credentials', 'key-unreadable'] satisfies CheckResult[];

/**
 * Takes the key of each vendor, and waits until Coupang accepts it from the deployed address.
 * @returns false if the time to wait is over
 * @throws ConfigError if waiting does not help
 */
export const letIn = async (setup: Configured, deployed: DeployedPoll): Promise<boolean> => {
  const { vendors } = setup.config;
  if (setup.flags.coupangKeys !== undefined && vendors.length > 1)
    throw new ConfigError(
      `--coupang-keys holds one key, but ${setup.configFile} has several vendors. Leave it out, and store each key: npm run secrets -- <vendorId>`,
    );
  for (const vendor of vendors) if (!(await letInVendor(setup, deployed, vendor))) return false;
  return true;
};

const letInVendor = async (
  setup: Configured,
  deployed: DeployedPoll,
  vendor: VendorConfig,
): Promise<boolean> => {
  const { flags, talk, sleep, now, clients, config } = setup;
  const giveUpAt = now() + (flags.waitMinutes ?? (talk.isPerson ? Infinity : 0)) * MINUTE_MS;
  let taken = false;
  let isOffered = false;
  let isExplained = false;
  const takeKeys = async (): Promise<boolean> => {
    // A file gives the same key each time.
    if (taken && flags.coupangKeys !== undefined) return false;
    taken = await takeCoupangKeys(setup, vendor);
    return taken;
  };
  for (;;) {
    const { checks, answer } = await askAws(talk, `Coupang: the deployed poll asks for ${vendor.label}`, () =>
      checkCoupang(clients.lambda, deployed, vendor, config),
    );
    if (answer?.result === 'not-set-up' && !taken) {
      if (await takeKeys()) continue;
      throw new ConfigError(
        `There is no key of ${vendor.label} (${vendor.market} ${vendor.id}). Name a file with access key, secret key and last day, a line each: --coupang-keys <file>. Or store it by npm run secrets -- ${vendor.id}`,
      );
    }
    talk.say(printLines(checks));
    if (answer?.result === 'ok') return true;
    if (answer === undefined || !PASSES.includes(answer.result)) {
      if (MAY_BE_TYPED_AGAIN.includes(answer?.result) && (await wantsAgain(setup)) && (await takeKeys()))
        continue;
      throw new ConfigError(
        `Coupang cannot be read for ${vendor.label}, and waiting will not help: do what the line above says, then run npm run setup again.`,
      );
    }
    // Coupang answers the same to a new key and to a mistyped key.
    if (answer.result === 'key-just-issued' && !isOffered) {
      isOffered = true;
      if ((await wantsAgain(setup)) && (await takeKeys())) continue;
    }
    if (now() + LOOK_EVERY_MINUTES * MINUTE_MS > giveUpAt) return false;
    if (!isExplained)
      talk.say(
        `Asks again every ${LOOK_EVERY_MINUTES} minutes. Ctrl-C stops it; npm run setup goes on from here.`,
      );
    isExplained = true;
    await talk.during('Waits for WING and Coupang', () => sleep(LOOK_EVERY_MINUTES * MINUTE_MS));
  }
};

const wantsAgain = async ({ talk, flags }: Setup): Promise<boolean> =>
  flags.coupangKeys !== undefined || (talk.isPerson && (await talk.confirm('Type the key once more?', 'n')));
