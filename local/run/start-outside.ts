import * as z from 'zod/mini';
import { type FakeCoupang, startFakeCoupang } from 'fake-coupang';
import { ConfigError } from '../../lib/config/config-error.ts';
import { startError } from '../common/start-error.ts';
import type { Config } from '../../lib/config/schema.ts';
import { channelsOf } from '../../lib/config/find-vendor.ts';
import type { Workspace } from '../../lib/config/read-secret.ts';
import { defined } from '../../lib/domain/defined.ts';
import { classifySlackError } from '../../lib/slack/client/classify-slack-error.ts';
import { createWebClient, findWorkspace } from '../../lib/slack/client/create-web-client.ts';
import type { TerminalTexts } from '../page/texts.ts';
import type { Closers } from '../common/closers.ts';
import { makeSecret } from '../aws/access-key.ts';
import { coupangFile } from './coupang-file.ts';
import type { CoupangSettings, LaptopSettings, SlackSettings } from './read-settings.ts';
import { type FakeSlack, startFakeSlack, WORKSPACE } from 'fake-slack';
import { describeChange } from '../page/describe-change.ts';
import { namesOf } from '../page/names.ts';
import { openMessageLog } from './message-log.ts';
import type { LaptopClock } from '../common/laptop-clock.ts';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from '../../lib/config/write-atomically.ts';
import { readIfPresent } from '../common/read-if-present.ts';

export type Around = {
  closers: Closers;
  clock: LaptopClock;
  print: (line: string) => void;
  texts: TerminalTexts;
};

/** The Coupang of the settings, or else the simulator for every configured vendor, with keys for this run. */
export const startCoupang = async (
  { coupang, config, dataDir, simulator: how }: LaptopSettings,
  { closers, clock, print, texts }: Around,
): Promise<{ coupang: CoupangSettings; simulator?: FakeCoupang }> => {
  await refuseOtherCoupang(dataDir, coupang === undefined ? 'simulator' : 'real');
  if (coupang !== undefined) {
    print(texts.coupang(coupang.baseUrl));
    return { coupang };
  }
  const [first, ...others] = config.vendors.map(({ id, market, label, sources }) => ({
    vendorId: id,
    market,
    label,
    sources,
  }));
  if (first === undefined) throw new ConfigError('The configuration names no vendor.');
  const vendors: [typeof first, ...typeof others] = [first, ...others];
  const { uncorrectedNow: now } = clock;
  const keys = { accessKey: makeSecret(), secretKey: makeSecret() };
  const store = coupangFile(dataDir, { print });
  const simulator = await startFakeCoupang({ vendors, keys, store, now, ...how });
  closers.add(simulator.stop);
  print(texts.simulator(simulator.url));
  return { coupang: { baseUrl: simulator.url, ...keys }, simulator };
};

/** `signingSecret`: this machine signs what people press, and its handler checks it. */
export type SlackAccess = SlackSettings & { signingSecret: string; workspace?: Workspace };

/** The Slack of the settings, or else the local Slack, with a token for this run. */
export const startSlack = async (
  { slack, config, people, dataDir }: Pick<LaptopSettings, 'slack' | 'config' | 'people' | 'dataDir'>,
  { closers, clock: { now }, print, texts }: Around,
): Promise<{ slack: SlackAccess; localSlack?: FakeSlack }> => {
  const signingSecret = makeSecret();
  if (slack !== undefined) {
    const channels = await nameChannels(slack, allChannels(config));
    print(texts.slack(slack.apiUrl, channels.join(', ')));
    // Without the socket no press can arrive.
    const workspace = slack.appToken === undefined ? undefined : await askWorkspace(slack, { print, texts });
    return { slack: { ...slack, signingSecret, ...defined({ workspace }) } };
  }
  const botToken = `xoxb-${makeSecret()}`;
  const names = namesOf(people, config.vendors[0]?.language);
  const localSlack = await startFakeSlack({
    channels: allChannels(config),
    token: botToken,
    people,
    names,
    signingSecret,
    log: openMessageLog(join(dataDir, 'slack.jsonl'), { print }),
    now,
  });
  localSlack.channels.onChange((change) => print(describeChange(change, names)));
  closers.add(localSlack.stop);
  return {
    slack: { apiUrl: localSlack.apiUrl, botToken, signingSecret, workspace: { teamId: WORKSPACE.teamId } },
    localSlack,
  };
};

const NAME_TIMEOUT_MS = 3000;
const named = z.object({ channel: z.object({ name: z.string() }) });

/** Asks for each name once. A channel that Slack does not name, for example without `channels:read`, keeps its id. */
const nameChannels = ({ apiUrl, botToken: token }: SlackSettings, ids: string[]): Promise<string[]> => {
  const client = createWebClient({ slackApiUrl: apiUrl, timeoutMs: NAME_TIMEOUT_MS });
  return Promise.all(
    ids.map((channel) =>
      client.conversations.info({ channel, token }).then(
        (answer) => {
          const { data } = z.safeParse(named, answer);
          return data ? `#${data.channel.name}` : channel;
        },
        () => channel,
      ),
    ),
  );
};

const askWorkspace = async (
  { apiUrl, botToken }: SlackSettings,
  { print, texts }: Pick<Around, 'print' | 'texts'>,
): Promise<Workspace | undefined> => {
  try {
    return await findWorkspace(createWebClient({ slackApiUrl: apiUrl }), botToken);
  } catch (error) {
    const { reason } = classifySlackError(error, { call: 'look-up', what: 'the workspace' });
    print(texts.noWorkspace(reason));
    return undefined;
  }
};

const allChannels = ({ vendors }: Config): string[] => [...new Set(vendors.flatMap(channelsOf))];

/**
 * @internal
 * A folder holds the hand-overs of one Coupang. The other Coupang would not list them, and made-up inquiries would
 * reach a real Slack.
 * @throws ConfigError if the folder belongs to the other Coupang
 */
export const refuseOtherCoupang = async (dataDir: string, which: 'simulator' | 'real'): Promise<void> => {
  const file = join(dataDir, 'coupang-is');
  const noted = (await readIfPresent(file))?.trim();
  // A folder without the note has the simulator's file if the simulator used it.
  const kept = noted ?? (existsSync(join(dataDir, 'coupang.json')) ? 'simulator' : which);
  if (kept !== which)
    throw startError((errors) =>
      which === 'real' ? errors.folderSimulated(dataDir) : errors.folderReal(dataDir),
    );
  if (noted === undefined) await writeAtomically(file, `${which}\n`);
};
