import { join } from 'node:path';
import { listen } from '../listen.ts';
import { type Channels, openChannels } from './channels.ts';
import { describeChange } from './describe-change.ts';
import { openMessageLog } from './message-log.ts';
import { type SlackFailureMode, webApi } from './web-api.ts';

export type LocalSlackOptions = {
  dataDir: string;
  /** The ids of the channels that exist. */
  channels: string[];
  token: string;
  now: () => number;
  /** Gets one line for each post and edit. */
  print: (line: string) => void;
};

export type LocalSlack = {
  /** For the WebClient's `slackApiUrl`. */
  apiUrl: string;
  channels: Channels;
  /** Lets the next calls fail, `times` of them or until `recover`; `method` limits it to one method. */
  fail: (mode: SlackFailureMode, only?: { times?: number; method?: string }) => void;
  recover: () => void;
  stop: () => Promise<void>;
};

/** A Slack of one workspace on the loopback address, its messages kept on disk. */
export const startLocalSlack = async (options: LocalSlackOptions): Promise<LocalSlack> => {
  const log = openMessageLog(join(options.dataDir, 'slack.jsonl'));
  const channels = await openChannels(options.channels, log, options.now);
  channels.onChange((change) => options.print(describeChange(change)));
  let failure: { mode: SlackFailureMode; left: number; method: string | undefined } | undefined;

  const nextFailure = (method: string): SlackFailureMode | undefined => {
    if (failure === undefined || failure.left === 0) return undefined;
    if (failure.method !== undefined && failure.method !== method) return undefined;
    failure.left -= 1;
    return failure.mode;
  };
  const server = await listen(webApi({ channels, token: options.token, nextFailure }).fetch);
  return {
    apiUrl: `${server.url}/api/`,
    channels,
    fail: (mode, { times = Infinity, method } = {}) => {
      failure = { mode, left: times, method };
    },
    recover: () => {
      failure = undefined;
    },
    stop: () => server.close(),
  };
};
