import { ConfigError } from '../lib/config/config-error.ts';
import type { Config, VendorConfig } from '../lib/config/schema.ts';
import type { Closers } from './closers.ts';
import type { CoupangSettings, LaptopSettings, SlackSettings } from './read-settings.ts';
import type { Script } from './simulator/script.ts';
import { type Simulator, startSimulator } from './simulator/simulator.ts';
import { type LocalSlack, startLocalSlack } from './slack/local-slack.ts';
import type { WallClock } from './wall-clock.ts';

/** What a started part needs of the system around it. */
export type Around = {
  closers: Closers;
  /** Raw clock, epoch ms. */
  now: () => number;
  clock: WallClock;
  print: (line: string) => void;
};

/** Made up; they open nothing but the simulator and the local Slack. */
const LOCAL_KEYS = { accessKey: 'local-access-key', secretKey: 'local-secret-key' };
const LOCAL_TOKEN = 'xoxb-local';

/** The Coupang of the settings, or else the simulator for every vendor of the configuration. */
export const startCoupang = async (
  { coupang, config, dataDir, simulator: how }: LaptopSettings,
  { closers, now, clock, print }: Around,
): Promise<{ coupang: CoupangSettings; simulator?: Simulator }> => {
  if (coupang !== undefined) {
    print(`Coupang: ${coupang.baseUrl}`);
    return { coupang };
  }
  const [first, ...others] = config.vendors.map(({ id, market, label }) => ({
    vendorId: id,
    market,
    label,
  }));
  if (first === undefined) throw new ConfigError('The configuration names no vendor.');
  const vendors: [typeof first, ...typeof others] = [first, ...others];
  const simulator = await startSimulator({ dataDir, vendors, keys: LOCAL_KEYS, now, clock, ...how });
  closers.add(simulator.stop);
  print(
    `Coupang: the simulator at ${simulator.url}${how.script === undefined ? '' : `, playing ${titleOf(how.script)}`}`,
  );
  return { coupang: { baseUrl: simulator.url, ...LOCAL_KEYS }, simulator };
};

/** The Slack of the settings, or else the local one. */
export const startSlack = async (
  { slack, config, dataDir }: LaptopSettings,
  { closers, now, print }: Around,
): Promise<{ slack: SlackSettings; localSlack?: LocalSlack }> => {
  if (slack !== undefined) {
    print(`Slack: ${slack.apiUrl}, channels ${channelsOf(config).join(', ')}`);
    return { slack };
  }
  const localSlack = await startLocalSlack({
    dataDir,
    channels: channelsOf(config),
    token: LOCAL_TOKEN,
    now,
    print,
  });
  closers.add(localSlack.stop);
  return {
    slack: { apiUrl: localSlack.apiUrl, botToken: LOCAL_TOKEN, signingSecret: 'local-signing-secret' },
    localSlack,
  };
};

const titleOf = ({ title, events }: Script): string => `${title ?? 'a script'} (${events.length} events)`;

const channelsOf = ({ vendors }: Config): string[] => [...new Set(vendors.flatMap(channelsOfVendor))];

const channelsOfVendor = ({ channel, fallbackChannel, stepChannels }: VendorConfig): string[] => [
  channel,
  fallbackChannel,
  ...Object.values(stepChannels).filter((id) => id !== undefined),
];
