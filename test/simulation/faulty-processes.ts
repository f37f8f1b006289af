import { SECONDS } from '../../lib/config/names.ts';
import { createItemReader } from '../../lib/coupang/call-center/read-item.ts';
import type { ItemReader } from '../../lib/coupang/collect-items.ts';
import { defined } from '../../lib/domain/defined.ts';
import type { TicketKey } from '../../lib/domain/ticket/ticket.ts';
import type { DeliverableKey } from '../../lib/domain/delivery/deliverable.ts';
import { drain, type DrainResult } from '../../lib/workflows/delivery/drain.ts';
import { carryOut } from '../../lib/workflows/acts/carry-out.ts';
import { share } from '../../lib/workflows/acts/share.ts';
import { answerReply, type ReplyAnswer } from '../../lib/workflows/acts/answer-reply.ts';
import { press, type PressResult } from '../../lib/workflows/acts/press.ts';
import { poll } from '../../lib/workflows/intake/poll.ts';
import type { CoupangAccess, InquiryActions, InquirySource } from '../../lib/workflows/ports/coupang.ts';
import type { EventPublisher } from '../../lib/workflows/ports/events.ts';
import type { DoNotDisturb, Messenger, PersonMessenger } from '../../lib/workflows/ports/slack.ts';
import type {
  ClosedReader,
  ContactWriter,
  DeliveryStore,
  Lanes,
  NoticeStore,
  RecentReplies,
  TicketReader,
  TicketWriter,
  VendorStates,
} from '../../lib/workflows/ports/store.ts';
import type { NotifyPorts } from '../../lib/workflows/delivery/notify-ports.ts';
import type { TrackSlaPorts } from '../../lib/workflows/sla/track-sla-run.ts';
import { inquiryOf } from '../../lib/workflows/acts/act-source.ts';
import { actingVendor } from './acting-vendor.ts';
import { DRAIN_MS, NO_NAMES, POLL_SETTINGS, silent, teamOf, VENDOR } from './create-world.ts';
import type { DayLadder } from './draw-ladder.ts';
import type { DaySharing } from './draw-sharing.ts';
import { createEnvironments, type EnvironmentRules } from './environments.ts';
import { createMemoryDoor } from './memory-person.ts';
import { ZONE } from './plain-calendar.ts';
import { type Form, loginOf, type MadeUpPress } from './made-up-pressers.ts';
import type { OtherVendors } from './other-vendors.ts';
import {
  createReadingLedger,
  type Passes,
  type ReadingLedger,
  type ShownInquiry,
} from './judge/reading-ledger.ts';
import type { Process } from './scheduler.ts';
import type { SightLedger } from './judge/sight-ledger.ts';
import { runTrackSla } from './track-process.ts';
import type { LadderRun } from './judge/watch-ladder.ts';

/** Long enough for a run to be frozen until another takes over. */
export const ACT_TIMEOUT_MS = 120_000;
export const NOTIFY_TIMEOUT_MS = SECONDS.notifyTimeout * 1000;

export type Ports = {
  reader: TicketReader;
  writer: TicketWriter;
  delivery: DeliveryStore;
  states: VendorStates;
  lanes: Lanes;
  notices: NoticeStore;
  publisher: EventPublisher;
  messenger: Messenger;
  channelsOf: NotifyPorts['channelsOf'];
  actions: InquiryActions;
  people: PersonMessenger;
  doNotDisturb: DoNotDisturb;
  replies: RecentReplies;
  contacts: ContactWriter & ClosedReader;
};

/** The memory that runs of track-sla in one process share. */
export type TrackMemory = Pick<TrackSlaPorts, 'known' | 'lastSeen'>;

type Around = {
  ports: Ports;
  /** Epoch ms. */
  now: () => number;
  elapsed: () => number;
  sleep: (ms: number) => Promise<void>;
  newToken: () => string;
  digestAbove: number;
  ladder: DayLadder;
  sharing: DaySharing | undefined;
  /** The Coupang of one run. The ledger records its pages. */
  access: CoupangAccess;
  sourceOf: (ledger: ReadingLedger, readListed: ItemReader) => InquirySource;
  environments: EnvironmentRules;
  sight: SightLedger;
  others: OtherVendors;
  onRun: (run: LadderRun) => void;
  onDrained: (process: Process, result: DrainResult) => void;
};

/** Everybody may send an act, and get a ticket. */
const RIGHTS = {
  maySend: () => true,
  whoMayBeAssigned: async (users: readonly string[]) => users,
};

/** The program's functions, each run as a process. */
export const createProcesses = (around: Around) => {
  const { ports, now, newToken, sight, others } = around;
  const clock = { now, elapsed: around.elapsed };
  const common = { ...ports, clock, newToken, log: silent };
  const itemsRead = new WeakSet<object>();
  let keptItems = 0;
  const makeReader = (): ItemReader => {
    const reader = createItemReader(ZONE, now);
    return (value) => {
      const read = reader(value);
      if (itemsRead.has(read)) keptItems += 1;
      itemsRead.add(read);
      return read;
    };
  };
  const pollers = createEnvironments(() => ({ readListed: makeReader() }), around.environments);
  const trackers = createEnvironments<TrackMemory>(
    () => ({ known: new Set(), lastSeen: new Map() }),
    around.environments,
  );
  let { ladder } = around;
  const ledgers = new Map<Process, ReadingLedger>();
  const passes: Passes = new Map();
  /** The inquiries that successful runs saw on pages, and those runs. */
  const promised: ShownInquiry[] = [];
  const endedWell: { ledger: ReadingLedger; endedAt: number }[] = [];
  return {
    /** For processes that start from now on. Each of them looks at all ladders again. */
    useLadder: (changed: DayLadder): void => {
      ladder = changed;
      trackers.loseAll();
    },
    /** The laptop stops. */
    loseMemory: (): void => {
      for (const group of [pollers, trackers]) group.loseAll();
    },
    counts: () => ({ keptItems, overtaken: trackers.overtaken() }),
    ledgers,
    promised,
    endedWell,
    poll: async (process: Process): Promise<void> => {
      const ledger = createReadingLedger(now, passes);
      ledgers.set(process, ledger);
      const clients = [around.sourceOf(ledger, pollers.take(process).readListed)];
      const services = { ...common, access: around.access, clients, names: NO_NAMES };
      const summary = await poll(VENDOR, POLL_SETTINGS, services);
      // If the store refused a listing, it comes again while Coupang lists it.
      if (summary.failed > 0) return;
      promised.push(...ledger.shown());
      // A run that ended with a refusal of Coupang has not looked up gone tickets.
      if (summary.code === undefined && ledger.isKept()) endedWell.push({ ledger, endedAt: now() });
    },
    trackSla: async (process: Process): Promise<void> => {
      const startedAt = now();
      const endLook = sight.beginLook(startedAt);
      const memory = trackers.take(process);
      const tracked = await runTrackSla(process, {
        ports,
        memory,
        clock,
        ladder,
        sharing: around.sharing,
        others,
      });
      const { failed, error } = tracked;
      if (tracked.isWhole) around.onRun({ process, startedAt, failed });
      if (tracked.isWhole && failed === 0) endLook(now());
      others.onTracked(process, startedAt, tracked);
      if (error !== undefined) throw error;
    },
    press: ({ press: pressed, seen }: MadeUpPress): Promise<PressResult> =>
      press(seen.key, pressed, { ...common, claimStaleMs: ladder.policy.claimStaleMs }),
    /** Sends a form off. `place`: names this request. */
    reply: async (
      { press: { id, ...pressed }, seen }: MadeUpPress,
      { text, shown: seenMark }: Pick<Form, 'text' | 'shown'>,
      place: string,
    ): Promise<ReplyAnswer> => {
      const vendor = actingVendor(pressed.by, loginOf(place), `D-${place}`);
      return answerReply(
        {
          ...defined({ name: pressed.name, seen: seenMark }),
          id,
          by: pressed.by,
          channel: vendor.channel,
          text,
          key: seen.key,
          field: 'text',
          mark: 'mark' in pressed ? pressed.mark : '',
          version: seen.outbox.version,
        },
        {
          ...common,
          acting: true,
          isWorkspaceKnown: true,
          vendorOf: () => vendor,
          vendors: [vendor],
          homes: { note: async () => {} },
          door: createMemoryDoor(ports.people),
          claimStaleMs: ladder.policy.claimStaleMs,
        },
      );
    },
    act: async (key: TicketKey): Promise<void> => {
      const ledger = createReadingLedger(now, new Map());
      const { keyFingerprint } = around.access;
      const source = { keyFingerprint, inquiry: inquiryOf(around.sourceOf(ledger, makeReader())) };
      await carryOut(key, { egress: POLL_SETTINGS.egress }, { ...common, ...RIGHTS, source });
    },
    share: async (): Promise<void> => {
      if (!around.sharing) return;
      await share(VENDOR, around.sharing.policy, { ...common, ...RIGHTS });
    },
    notify: async (process: Process, named: readonly DeliverableKey[]): Promise<void> => {
      const { policy, mentioned, alertsAbove: alerts } = ladder;
      const mentions = Object.fromEntries(mentioned.map((step) => [step, ['U0TEAM']]));
      const team = { ...teamOf(policy, { cards: around.digestAbove, alerts }), mentions };
      const services = { ...common, teamOf: () => team, sleep: around.sleep, onSlackFailure: () => {} };
      around.onDrained(process, await drain(VENDOR, named, { stopAfterMs: DRAIN_MS }, services));
    },
  };
};
