import type { Subject, SubjectKey } from '../../lib/domain/subject.ts';
import type {
  DeliveryStore,
  EventPublisher,
  InquirySource,
  NoticeStore,
  TicketReader,
  TicketWriter,
  VendorStates,
} from '../../lib/workflows/ports.ts';
import type { SlackChannel } from '../../lib/workflows/slack-port.ts';
import type { Effect } from './effect.ts';
import type { ReadPages } from './paged-source.ts';

export type Ports = {
  reader: TicketReader;
  writer: TicketWriter;
  delivery: DeliveryStore;
  states: VendorStates;
  notices: NoticeStore;
  publisher: EventPublisher;
  slack: SlackChannel;
};

/** A mistake planted by hand around the ports, to see that the harness catches it; the program itself has no switch. */
export type Breakage = {
  name: string;
  breakPorts?: (
    ports: Ports,
    table: {
      effect: Effect;
      put: (subject: Subject) => Subject;
      get: (key: SubjectKey) => Subject | undefined;
    },
  ) => Ports;
  /** Of track-sla alone. */
  breakTrack?: (ports: Ports) => Ports;
  breakSource?: (source: InquirySource) => InquirySource;
  readPages?: ReadPages;
};
