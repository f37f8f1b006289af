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
    throw new ConfigError(setup.texts.setup.severalVendors(setup.configFile));
  for (const vendor of vendors) if (!(await letInVendor(setup, deployed, vendor))) return false;
  return true;
};

const letInVendor = async (
  setup: Configured,
  deployed: DeployedPoll,
  vendor: VendorConfig,
): Promise<boolean> => {
  const {
    flags,
    talk,
    sleep,
    now,
    clients,
    config,
    texts: { setup: words },
  } = setup;
  const shop = `${vendor.label} (${vendor.market} ${vendor.id})`;
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
    const { checks, answer } = await askAws(setup, words.asksCoupang(vendor.label), () =>
      checkCoupang(clients.lambda, deployed, vendor, { ...config, words: setup.texts }),
    );
    if (answer?.result === 'not-set-up' && !taken) {
      if (await takeKeys()) continue;
      throw new ConfigError(words.noCoupangKey(shop, vendor.id));
    }
    talk.say(printLines(checks, setup.texts));
    if (answer?.result === 'ok') return true;
    if (answer === undefined || !PASSES.includes(answer.result)) {
      if (MAY_BE_TYPED_AGAIN.includes(answer?.result) && (await wantsAgain(setup)) && (await takeKeys()))
        continue;
      throw new ConfigError(words.coupangUnreadable(vendor.label));
    }
    // Coupang answers the same to a new key and to a mistyped key.
    if (answer.result === 'key-just-issued' && !isOffered) {
      isOffered = true;
      if ((await wantsAgain(setup)) && (await takeKeys())) continue;
    }
    if (now() + LOOK_EVERY_MINUTES * MINUTE_MS > giveUpAt) return false;
    if (!isExplained) talk.say(words.asksEvery(LOOK_EVERY_MINUTES));
    isExplained = true;
    await talk.during(words.waits, () => sleep(LOOK_EVERY_MINUTES * MINUTE_MS));
  }
};

const wantsAgain = async ({ talk, flags, texts }: Setup): Promise<boolean> =>
  flags.coupangKeys !== undefined || (talk.isPerson && (await talk.confirm(texts.setup.typeAgain, 'n')));
