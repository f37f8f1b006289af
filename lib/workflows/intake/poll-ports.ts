import type { PublishPorts } from '../outbox/publish-events.ts';
import type { CoupangAccess, InquirySource, NameStore } from '../ports/coupang.ts';
import type { Log } from '../ports/log.ts';
import type {
  ContactWriter,
  ClosedReader,
  InquiryReader,
  IntakeWriter,
  NoticeStore,
  OpenReader,
  PollStates,
} from '../ports/store.ts';

export type PollPorts = PublishPorts & {
  reader: OpenReader & InquiryReader;
  writer: IntakeWriter;
  notices: NoticeStore;
  states: PollStates;
  access: CoupangAccess;
  /** The sources that the vendor reads, the most urgent first. */
  clients: readonly InquirySource[];
  names: NameStore;
  /** The pointers from orders to tickets, only with `acting: 'on'`. */
  contacts?: ContactWriter & ClosedReader;
  log: Log;
  newToken: () => string;
  /** The last day of the vendor's key, `yyyy-MM-dd`, if its secret contains it. */
  keyExpiresOn?: () => Promise<string | undefined>;
  progress?: (done: number, of: number) => void;
};
