import { join } from 'node:path';
import { directChannel, type Person } from './acts/direct.ts';
import { createEphemerals } from './acts/ephemerals.ts';
import { createInteractions, type Interactions } from './acts/interactions.ts';
import { createTriggers } from './acts/triggers.ts';
import { createViews } from './acts/views.ts';
import { defined } from '../../lib/domain/defined.ts';
import { listen } from '../common/listen.ts';
import { type ChannelState, createChannelStates } from './check-access.ts';
import { type Channels, openChannels } from './channels.ts';
import { createRateLimits } from './create-rate-limits.ts';
import { describeChange } from './describe-change.ts';
import { createFailures, type Failures } from './failures.ts';
import { openMessageLog } from './message-log.ts';
import type { Names } from './names.ts';
import { createScopes, type Scope } from './scopes.ts';
import { createTokenCheck, type TokenRefusal } from './token-check.ts';
import { webApi } from './web-api.ts';

export type LocalSlackOptions = {
  dataDir: string;
  channels: string[];
  privateChannels?: string[];
  token: string;
  /** The people who can press. Default: nobody. */
  people?: readonly Person[];
  /** More names, by id. Default: none. */
  names?: Names;
  signingSecret?: string;
  now: () => number;
  /** Receives a line for each post, edit and deletion, and when the file of messages cannot be written. */
  print: (line: string) => void;
  /** How long after its posting a message appears in history and threads, ms. Default: 2 s. */
  historyLagMs?: number;
  rateLimits?: boolean;
  /** The waits before Slack repeats an unacknowledged event, ms. Default: Slack's own. */
  repeatEventMs?: readonly number[];
};

export type LocalSlack = {
  /** For the WebClient's `slackApiUrl`. */
  apiUrl: string;
  channels: Channels;
  interactions: Interactions;
  /**
   * Sets the app's Request URL.
   * @throws if it does not answer Slack's challenge
   */
  connectApp: (url: string) => Promise<void>;
  fail: Failures['fail'];
  recover: Failures['recover'];
  /** Removes or restores a scope, as a person does in Slack's settings. */
  takeScope: (scope: Scope) => void;
  giveScope: (scope: Scope) => void;
  /** A person adds or removes the app, or archives or deletes the channel. */
  setChannel: (channel: string, state: ChannelState) => void;
  /** The person is in do-not-disturb for `forMs`. */
  disturbNot: (user: string, forMs: number) => void;
  /** Refuses the app's token from now on. Default: `invalid_auth`. */
  refuseToken: (why?: TokenRefusal) => void;
  acceptToken: () => void;
  stop: () => Promise<void>;
};

const HISTORY_LAG_MS = 2000;

/**
 * A Slack of one workspace on the loopback address. Its messages are kept on disk. A restart resets failures, scopes
 * and refused tokens.
 */
export const startLocalSlack = async (options: LocalSlackOptions): Promise<LocalSlack> => {
  const {
    now,
    historyLagMs = HISTORY_LAG_MS,
    rateLimits = true,
    privateChannels = [],
    people = [],
  } = options;
  const names = new Map([...people.map(({ id, name }) => [id, name] as const), ...(options.names ?? [])]);
  const log = openMessageLog(join(options.dataDir, 'slack.jsonl'), { print: options.print });
  const ids = [...options.channels, ...people.map(({ id }) => directChannel(id))];
  const channels = await openChannels(ids, log, now);
  channels.onChange((change) => options.print(describeChange(change, names)));
  const failures = createFailures();
  const token = createTokenCheck(options.token);
  const scopes = createScopes(people.length > 0);
  const states = createChannelStates(ids, privateChannels, names);
  const listeners = new Set<(user: string) => void>();
  const changed = (user: string) => {
    for (const listener of listeners) listener(user);
  };
  const views = createViews(now, changed);
  const resting = new Map<string, { from: number; until: number }>();
  const ephemerals = createEphemerals(now, changed);
  const triggers = createTriggers(() => performance.now());
  const { connect, stop, ...interactions } = createInteractions({
    people,
    channels,
    views,
    triggers,
    ephemerals,
    scopes,
    signingSecret: options.signingSecret ?? '',
    now,
    ...defined({ repeatEventMs: options.repeatEventMs }),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  const api = webApi({
    channels,
    nextFailure: failures.next,
    token,
    access: { scopes, states },
    rateLimits: rateLimits ? createRateLimits(now) : () => undefined,
    historyLagMs,
    now,
    viewing: { views, triggers, people },
    ephemerals,
    resting,
  });
  const server = await listen(api.fetch);
  return {
    apiUrl: `${server.url}/api/`,
    channels,
    interactions,
    connectApp: connect,
    fail: failures.fail,
    recover: failures.recover,
    takeScope: scopes.take,
    giveScope: scopes.give,
    setChannel: states.set,
    disturbNot: (user, forMs) => void resting.set(user, { from: now(), until: now() + forMs }),
    refuseToken: (why = 'invalid_auth') => token.refuse(why),
    acceptToken: token.accept,
    stop: async () => {
      stop();
      await server.close();
      await log.stop();
    },
  };
};
