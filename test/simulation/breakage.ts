import type { createItemReader } from '../../lib/coupang/call-center/read-item.ts';
import type { Press } from '../../lib/domain/ticket/act.ts';
import type { Inquiry } from '../../lib/domain/inquiry/inquiry.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import type { Deliverable, DeliverableKey } from '../../lib/domain/delivery/deliverable.ts';
import type {
  ContactWriter,
  DeliveryStore,
  Lanes,
  ClosedReader,
  NoticeStore,
  TicketReader,
  TicketWriter,
  RecentReplies,
  VendorStates,
} from '../../lib/workflows/ports/store.ts';
import type { DoNotDisturb, PersonMessenger, Messenger } from '../../lib/workflows/ports/slack.ts';
import type { EventPublisher } from '../../lib/workflows/ports/events.ts';
import type { InquiryActions, InquirySource } from '../../lib/workflows/ports/coupang.ts';
import type { PollPorts } from '../../lib/workflows/intake/source-run.ts';
import type { NotifyPorts } from '../../lib/workflows/delivery/notify-ports.ts';
import type { answerReply } from '../../lib/workflows/acts/answer-reply.ts';
import type { TrackedVendor, TrackSlaPorts } from '../../lib/workflows/sla/track-sla-run.ts';
import type { Effect } from './effect.ts';
import type { MemoryStore } from './memory-store.ts';
import type { ReadPages } from './coupang-source.ts';
import type { Temperament } from './temperament.ts';

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

/** A defect planted around the ports, to prove that the harness catches it. The program itself has no switch for it. */
export type Breakage = {
  /** The rules that find it. */
  caughtBy: readonly [string, ...string[]];
  /** It shows only where people share tickets by a roster. */
  shares?: true;
  /** How bad a day must be for the defect to show. */
  worse?: Partial<Temperament>;
  breakPorts?: (
    ports: Ports,
    table: {
      effect: Effect;
      put: (deliverable: Deliverable) => Deliverable;
      get: (key: DeliverableKey) => Deliverable | undefined;
      lanes: MemoryStore['laneTable'];
      /** Epoch ms. */
      now: () => number;
    },
  ) => Ports;
  /** Only for track-sla. */
  breakTrack?: (ports: Ports, memory: TrackMemory) => Ports;
  /** The vendors as a run of track-sla gets them. */
  orderVendors?: (vendors: TrackedVendor[], now: number) => TrackedVendor[];
  itemReader?: typeof createItemReader;
  /** Only for notify, made for each run. */
  breakDrain?: (services: NotifyPorts, around: { sleep: (ms: number) => Promise<void> }) => NotifyPorts;
  /** Changes a person's press. Called for each press. */
  breakPress?: (press: Press, ticket: Ticket | undefined) => Press;
  /** Only for sharing. */
  breakShare?: (ports: Ports) => Ports;
  /** Changes the answer to a form that a person submits. */
  breakReply?: (answer: typeof answerReply) => typeof answerReply;
  breakSource?: (source: InquirySource) => InquirySource;
  breakQuestions?: (client: InquirySource) => InquirySource;
  /** Only for the polls of vendors that read questions. */
  breakPoll?: (ports: PollPorts) => PollPorts;
  /** Changes how act reads an inquiry. `ticket`: as it is stored. */
  misreadForAct?: (inquiry: Inquiry, ticket: Ticket) => Inquiry;
  readPages?: ReadPages;
};
