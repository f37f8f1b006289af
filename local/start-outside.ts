import { ConfigError } from '../lib/config/config-error.ts';
import type { Config, VendorConfig } from '../lib/config/schema.ts';
import type { Closers } from './closers.ts';
import { listen } from './listen.ts';
import { createPage } from './page/page.ts';
import type { CoupangSettings, LaptopSettings, SlackSettings } from './read-settings.ts';
import { hasCode } from './read-if-present.ts';
import type { Script } from './simulator/script.ts';
import { type Simulator, startSimulator } from './simulator/simulator.ts';
import { type LocalSlack, startLocalSlack } from './slack/local-slack.ts';

/** What a started part needs of the system around it. */
export type Around = { closers: Closers; now: () => number; print: (line: string) => void };

/** Made up; they open nothing but the simulator and the local Slack. */
const LOCAL_KEYS = { accessKey: 'local-access-key', secretKey: 'local-secret-key' };
const LOCAL_TOKEN = 'xoxb-local';

/** The Coupang of the settings, or else the simulator for every vendor of the configuration. */
export const startCoupang = async (
  { coupang, config, dataDir, simulator: how }: LaptopSettings,
  { closers, now, print }: Around,
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
  const simulator = await startSimulator({ dataDir, vendors, keys: LOCAL_KEYS, now, ...how });
  closers.add(simulator.stop);
  print(
    `Coupang: the simulator at ${simulator.url}${how.script === undefined ? '' : `, playing ${titleOf(how.script)}`}`,
  );
  return { coupang: { baseUrl: simulator.url, ...LOCAL_KEYS }, simulator };
};

/** The Slack of the settings, or else the local one with its page. */
export const startSlack = async (
  { slack, config, dataDir, port }: LaptopSettings,
  { closers, now, print }: Around,
): Promise<{ slack: SlackSettings; localSlack?: LocalSlack; pageUrl?: string }> => {
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
  const page = await createPage(localSlack.channels);
  const server = await listen(page.fetch, port).catch((cause: unknown) => {
    throw portError(port, cause);
  });
  closers.add(server.close);
  const pageUrl = `http://localhost:${server.port}`;
  print(`Slack: the local one. Look at ${pageUrl}`);
  return {
    slack: { apiUrl: localSlack.apiUrl, botToken: LOCAL_TOKEN, signingSecret: 'local-signing-secret' },
    localSlack,
    pageUrl,
  };
};

const titleOf = ({ title, events }: Script): string => `${title ?? 'a script'} (${events.length} events)`;

const channelsOf = ({ vendors }: Config): string[] => [...new Set(vendors.flatMap(channelsOfVendor))];

const channelsOfVendor = ({ channel, fallbackChannel, stepChannels }: VendorConfig): string[] => [
  channel,
  fallbackChannel,
  ...Object.values(stepChannels).filter((id) => id !== undefined),
];

const portError = (port: number, cause: unknown): ConfigError => {
  const why = hasCode(cause, 'EADDRINUSE') ? 'is taken by another program' : 'cannot be used';
  return new ConfigError(`PORT ${port} ${why}. Set PORT to a free one, or to 0 for any.`, { cause });
};
