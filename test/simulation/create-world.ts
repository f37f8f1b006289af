import type { Notice } from '../../lib/domain/notice/notice.ts';
import { type DeliverableKey, deliverableId } from '../../lib/domain/delivery/deliverable.ts';
import type { ListTeam } from '../../lib/domain/delivery/lists.ts';
import type { LadderPolicy } from '../../lib/domain/ladder/team-settings.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import { drain, type DrainResult } from '../../lib/workflows/delivery/drain.ts';
import { poll, type PollSettings, type PollSummary } from '../../lib/workflows/intake/poll.ts';
import type { VendorState } from '../../lib/domain/reading/vendor-state.ts';
import type { Clock } from '../../lib/workflows/ports/clock.ts';
import type {
  CoupangAccess,
  InquirySource,
  NameStore,
  SourceError,
} from '../../lib/workflows/ports/coupang.ts';
import type { SlackFailure } from '../../lib/workflows/ports/slack.ts';
import type { PollPorts } from '../../lib/workflows/intake/source-run.ts';
import type { ReportPorts } from '../../lib/workflows/reports/report-ports.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';
import { trackAll, type TrackSlaTally } from '../../lib/workflows/sla/track-sla.ts';
import type { TrackSlaSettings } from '../../lib/workflows/sla/track-sla-run.ts';
import { makePolicy } from '../fixtures/domain/make-ladder.ts';
import { afterYield, type Effect, plain } from './effect.ts';
import { createCoupangPeople } from './coupang-people.ts';
import { createCoupangSource, type PageFault } from './coupang-source.ts';
import { createMemoryBus } from './memory-bus.ts';
import { CHANNEL, channelsWith, createMemorySlack } from './memory-slack.ts';
import { createMemoryStore } from './memory-store.ts';
import { SOURCE_NAMES } from '../../lib/domain/sources.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

export const VENDOR = { market: 'KR', vendorId: 'A00012345' } as const;

export const POLL_SETTINGS: PollSettings = {
  zone: 'Asia/Seoul',
  egress: 'made-up-egress',
  intervals: { monthMs: 15 * MINUTE_MS, archiveMs: 180 * MINUTE_MS, openTicketMs: 5 * MINUTE_MS },
  spans: {
    pollMs: MINUTE_MS,
    blindMs: 5 * MINUTE_MS,
    timeoutMs: 2 * MINUTE_MS,
    stopsBeforeMs: 10_000,
    leaseBeyondMs: 10_000,
  },
};

/** Track-sla runs each minute. */
export const TRACK_EVERY_MS = MINUTE_MS;

export const TRACK_SETTINGS: TrackSlaSettings = {
  acting: true,
  sources: SOURCE_NAMES,
  intervals: POLL_SETTINGS.intervals,
  spans: {
    leadMs: TRACK_EVERY_MS + 15_000,
    blindMs: 5 * MINUTE_MS,
  },
  ladder: makePolicy({ lastShiftMs: 0 }),
};

/** A team of which no step mentions anybody. */
export const teamOf = (
  { steps }: Pick<LadderPolicy, 'steps'>,
  listsAbove: Partial<ListTeam['listsAbove']> = {},
): ListTeam => ({
  ladder: steps,
  mentions: {},
  offHours: { mention: [] },
  listsAbove: { cards: 10, alerts: 5, ...listsAbove },
});

export const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };

export const MADE_UP_ACCESS: CoupangAccess = {
  keyFingerprint: async () => 'made-up-key',
  clockDiffersByMs: () => undefined,
};

/** A store of products' names that remembers none. */
export const NO_NAMES: NameStore = { read: async () => undefined, note: async () => {} };

/** How long a drain works before it hands over to another. */
export const DRAIN_MS = 100_000;

/** The whole program on in-memory ports, with the settings of a laptop. Only `advance` and a drain's waits move its clock. */
export const createWorld = (
  options: {
    effect?: Effect;
    historyLagMs?: number;
    log?: Log;
    pollSpans?: PollSettings['spans'];
    trackSettings?: TrackSlaSettings;
    listsAbove?: Partial<ListTeam['listsAbove']>;
    /** The vendor's state before its first poll. */
    state?: VendorState;
    /** Polls write pointers from orders to tickets, as with `acting: 'on'`. */
    contacts?: boolean;
    /** Replaces the made-up Coupang. */
    sourceOf?: (clock: Clock, advance: (ms: number) => void) => InquirySource;
    /** Slack's answer to a call that it does not accept at this time, epoch ms. */
    refuse?: (at: number) => SlackFailure | undefined;
  } = {},
) => {
  const { historyLagMs = 0, log = silent } = options;
  const effect = options.effect ? afterYield(options.effect) : plain;
  const { trackSettings = TRACK_SETTINGS, pollSpans = POLL_SETTINGS.spans } = options;
  let time = Date.parse('2026-11-24T03:00:00Z');
  let tokens = 0;
  const now = (): number => time;
  const clock = { now, elapsed: now };
  const pollSettings = { ...POLL_SETTINGS, spans: pollSpans };
  const newToken = (): string => `token-${(tokens += 1)}`;
  const { state } = options;
  const advance = (ms: number): void => {
    time += ms;
  };
  const store = createMemoryStore(effect, newToken, { ...(state && { state }) });
  const people = createCoupangPeople(now);
  /** How the next pages go wrong. */
  const faults: (PageFault | SourceError)[] = [];
  const calls = { reads: 0, pageReads: 0, inquiries: 0 };
  const pages = { coupang: people, now, effect, calls, pageFault: () => faults.shift() };
  const coupang = { ...people, faults, calls, source: createCoupangSource(pages) };
  const source = options.sourceOf?.(clock, advance) ?? coupang.source;
  const slack = createMemorySlack(now, effect, historyLagMs, () => options.refuse?.(now()));
  const bus = createMemoryBus(effect);
  const { reader, writer, states, delivery, noticeStore: notices } = store;
  const { publisher } = bus;
  const trackServices = {
    reader,
    writer,
    notices,
    states,
    known: new Set<string>(),
    lastSeen: new Map(),
    publisher,
    clock,
    log,
  };

  const pollPorts: PollPorts = {
    reader,
    writer,
    states,
    notices,
    publisher,
    clock,
    newToken,
    log,
    access: MADE_UP_ACCESS,
    clients: [source],
    names: NO_NAMES,
    ...(options.contacts && { contacts: store.contacts }),
  };

  const reportPorts: ReportPorts = {
    reader,
    writer,
    notices,
    states,
    texts: store.texts,
    publisher,
    clock,
    log,
    known: new Set(),
    removedUntil: new Map(),
    warnedAt: new Map(),
    ranOutAt: new Map(),
  };

  const channels = channelsWith(CHANNEL);
  const drainServices = {
    delivery,
    reader,
    writer,
    notices,
    lanes: store.lanes,
    publisher,
    messenger: slack.slack,
    onSlackFailure: () => {},
    channelsOf: () => channels,
    teamOf: () => teamOf(trackSettings.ladder, options.listsAbove),
    clock,
    sleep: async (ms: number): Promise<void> => advance(ms),
    newToken,
    log,
  };
  const drainOnce = (named: readonly DeliverableKey[] = []): Promise<DrainResult> =>
    drain(VENDOR, named, { stopAfterMs: DRAIN_MS }, drainServices);

  return {
    store,
    coupang,
    slack,
    bus,
    now,
    clock,
    advance,
    poll: (): Promise<PollSummary> => poll(VENDOR, pollSettings, pollPorts),
    pollAfter: (ms: number): Promise<PollSummary> => {
      advance(ms);
      return poll(VENDOR, pollSettings, pollPorts);
    },
    pollPorts,
    /** One run of notify, with or without a wake-up. */
    drain: drainOnce,
    drainServices,
    /** One run of notify for each wake-up, until none is left. */
    notify: async (): Promise<DrainResult[]> => {
      const results: DrainResult[] = [];
      for (let woken = bus.wakeUps.shift(); woken; woken = bus.wakeUps.shift())
        results.push(await drainOnce(woken.deliverables));
      return results;
    },
    trackSla: async (): Promise<TrackSlaTally> =>
      (await trackAll([{ vendor: VENDOR, settings: trackSettings }], trackServices)).tally,
    trackServices,
    reportPorts,
    tickets: (): Ticket[] => [...store.tickets.values()],
    notices: (): Notice[] => [...store.notices.values()],
    ticketOf: (inquiryId: string): Ticket => {
      const found = [...store.tickets.values()].filter((ticket) => ticket.key.inquiryId === inquiryId);
      const [ticket] = found;
      if (!ticket || found.length > 1) throw new Error(`${found.length} tickets of inquiry ${inquiryId}`);
      return ticket;
    },
    messagesOf: (key: DeliverableKey) =>
      slack.messages.filter((message) => message.deliverable === deliverableId(key)),
  };
};

export type World = ReturnType<typeof createWorld>;

/** A world in which a poll has stored one hand-over. */
export const withOneTicket = async (
  options: Parameters<typeof createWorld>[0] = {},
  handOver: Parameters<World['coupang']['handOver']>[0] = {},
): Promise<{ world: World; id: string }> => {
  const world = createWorld(options);
  const id = world.coupang.handOver(handOver);
  await world.poll();
  return { world, id };
};
