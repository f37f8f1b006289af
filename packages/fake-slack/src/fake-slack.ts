import { directChannel, type Person } from './acts/direct.ts';
import { createEphemerals } from './acts/ephemerals.ts';
import { createInteractions, type Interactions } from './acts/interactions.ts';
import { createTriggers } from './acts/triggers.ts';
import { createViews } from './acts/views.ts';
import { REPEAT_EVENT_MS } from './acts/send-to-app.ts';
import { type ChannelState, createChannelStates } from './check-access.ts';
import { type Channels, type MessageLog, openChannels } from './channels.ts';
import { createRateLimits } from './create-rate-limits.ts';
import { createFailures, type Failures } from './failures.ts';
import { listen } from './listen.ts';
import { createScopes, type Scope } from './scopes.ts';
import { createSockets, type Sockets } from './sockets.ts';
import { createTokenCheck, type TokenRefusal } from './token-check.ts';
import { webApi } from './web-api.ts';

export type FakeSlackOptions = {
  channels: string[];
  privateChannels?: string[];
  /** The app's bot token. */
  token: string;
  /** `xapp-…`. With it, the app can use Socket Mode. */
  appToken?: string;
  /** The people who can press. Default: nobody. */
  people?: readonly Person[];
  /** Channels' names, by id. Default: the id in small letters. */
  names?: ReadonlyMap<string, string>;
  /** Default: empty. */
  signingSecret?: string;
  /** Where messages are kept. Default: in memory. */
  log?: MessageLog;
  /** Slack's clock, epoch ms. Default: this machine's. */
  now?: () => number;
  /** Default: any free port. */
  port?: number;
  /** How long after its posting a message appears in history and threads, ms. Default: 2 s. */
  historyLagMs?: number;
  /** Default: true. */
  rateLimits?: boolean;
  /** The waits before Slack repeats an unacknowledged event, ms. Default: Slack's own. */
  repeatEventMs?: readonly number[];
};

export type FakeSlack = {
  /** For the WebClient's `slackApiUrl`. */
  apiUrl: string;
  channels: Channels;
  interactions: Interactions;
  /**
   * Sets the app's Request URL. It is used while the app has no socket.
   * @throws if it does not answer Slack's challenge
   */
  connectApp: (url: string) => Promise<void>;
  sockets: Sockets;
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

const IN_MEMORY: MessageLog = {
  load: async () => [],
  append: async () => undefined,
  stop: async () => undefined,
};

/**
 * A Slack of one workspace on the loopback address. Only its messages can outlive it, in `log`.
 * @throws the system's error if the port is taken (`EADDRINUSE`) or not allowed (`EACCES`)
 */
export const startFakeSlack = async (options: FakeSlackOptions): Promise<FakeSlack> => {
  const {
    log = IN_MEMORY,
    now = Date.now,
    names = new Map<string, string>(),
    repeatEventMs = REPEAT_EVENT_MS,
    historyLagMs = HISTORY_LAG_MS,
    rateLimits = true,
    privateChannels = [],
    people = [],
  } = options;
  const ids = [...options.channels, ...people.map(({ id }) => directChannel(id))];
  const channels = await openChannels(ids, log, now);
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
  const sockets = createSockets(options.appToken);
  const triggers = createTriggers(() => performance.now());
  const { connect, stop, ...interactions } = createInteractions({
    people,
    channels,
    views,
    triggers,
    ephemerals,
    scopes,
    signingSecret: options.signingSecret ?? '',
    sockets,
    now,
    repeatEventMs,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  const api = webApi({
    channels,
    openSocket: sockets.request,
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
  const server = await listen(api.fetch, options.port ?? 0);
  sockets.listenOn(server);
  return {
    apiUrl: `${server.url}/api/`,
    channels,
    interactions,
    connectApp: connect,
    sockets: sockets.control,
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
      sockets.stop();
      await server.close();
      await log.stop();
    },
  };
};
