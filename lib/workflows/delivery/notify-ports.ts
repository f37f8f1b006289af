import type { Channels } from '../../domain/delivery/destination.ts';
import type { ListTeam } from '../../domain/delivery/lists.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeliveryStore, Lanes, IndexWriter, NoticeCreator, OpenReader } from '../ports/store.ts';
import type { Waker } from '../ports/events.ts';
import type { Log } from '../ports/log.ts';
import type { Messenger, SlackFailure } from '../ports/slack.ts';

export type NotifyPorts = {
  lanes: Lanes;
  reader: OpenReader;
  notices: NoticeCreator;
  delivery: DeliveryStore;
  writer: IndexWriter;
  messenger: Messenger;
  onSlackFailure: (failure: SlackFailure) => void;
  publisher: Waker;
  channelsOf: (vendor: VendorRef) => Channels;
  teamOf: (vendor: VendorRef) => ListTeam;
  clock: Clock;
  sleep: (ms: number) => Promise<unknown>;
  newToken: () => string;
  log: Log;
};
