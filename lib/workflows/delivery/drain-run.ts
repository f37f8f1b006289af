import { NotifierError } from '../../domain/notifier-error.ts';
import { type Deliverable, type DeliverableKey, deliverableId } from '../../domain/delivery/deliverable.ts';
import type { Channels } from '../../domain/delivery/destination.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { DeliverableReader } from '../outbox/read-deliverable.ts';
import { isOutage } from '../outbox/with-outage-limit.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeliveryResult, DeliveryStore } from '../ports/delivery-store.ts';
import type { EventPublisher } from '../ports/event-publisher.ts';
import type { Lanes } from '../ports/lanes.ts';
import type { Log } from '../ports/log.ts';
import type { Messenger, PostOptions } from '../ports/messenger.ts';
import type { TicketReader, TicketWriter } from '../ports/ticket-store.ts';
import type { Attempt, Ticket } from '../../domain/ticket/ticket.ts';
import type { Backlog } from './backlog.ts';
import type { HeldLane } from './lane.ts';
import type { SendSpans } from './send-spans.ts';
import type { Waits } from './waits.ts';

export type DrainServices = DeliverableReader & {
  lanes: Lanes;
  reader: Pick<TicketReader, 'ticket' | 'attention'>;
  writer: Pick<TicketWriter, 'settle'>;
  delivery: DeliveryStore;
  messenger: Messenger;
  channelsOf: (vendor: VendorRef) => Channels;
  publisher: Pick<EventPublisher, 'wake'>;
  clock: Clock;
  sleep: (ms: number) => Promise<unknown>;
  spans?: SendSpans;
  newToken: () => string;
  log: Log;
};

/** The state of one drain (R18, R21). */
export type DrainRun = {
  vendor: VendorRef;
  services: DrainServices;
  lane: HeldLane;
  waits: Waits;
  backlog: Backlog;
  /** Ids of the tickets and notices whose message was replaced in this drain. */
  replaced: Set<string>;
  /** Tokens of the attempts that this drain has looked up early. */
  lookedFor: Set<string>;
  /** Unsure answers in a row. */
  unsure: number;
  /** When Slack last took a message or an edit of the vendor, epoch ms. */
  answeredAt: number | undefined;
  /** The form for the next try of a message that Slack refused in this drain, by id and name. */
  forms: Map<string, PostOptions>;
  /** How often Slack refused a message in every form. */
  refused: number;
  /** Tickets and notices that were passed over, since they could not be read, built or written. */
  failed: number;
  /** Failures in a row that show that the store is down. */
  outages: number;
  defects: unknown[];
};

/**
 * What is to be written after an action.
 * - `moved`: another writer changed the item, and it is read again;
 * - `lane-lost`: nothing more may be sent;
 * - `result`: ends the attempt. Without `ifMoved` it is written on the item as it is now, while the attempt is ours. With
 *   `ifMoved` and an item that has changed, `let-be` writes nothing, and `edit-again` owes the edit again (R19);
 * - `attempt`: adds to the open attempt;
 * - otherwise nothing.
 */
export type ActionOutcome =
  | 'moved'
  | 'lane-lost'
  | {
      deliverable: Deliverable;
      result?: DeliveryResult;
      ifMoved?: 'let-be' | 'edit-again';
      attempt?: Attempt;
    };

/** A call takes ten seconds at most, and its result must still be written (R19). */
export const BEFORE_A_CALL_MS = 15_000;
/** Some fifty a minute (tier 3), the slowest pace of all calls. Source: docs.slack.dev, `chat.update`. */
export const EDIT_EVERY_MS = 1_200;

export const optionsOf = (form: PostOptions, members: Ticket[] | undefined): PostOptions => ({
  ...form,
  ...(members && { members }),
});

/** Slack accepted a message or an edit. */
export const noteTaken = (run: DrainRun): void => {
  run.unsure = 0;
  run.answeredAt = run.services.clock.now();
};

/** After so many failures in a row the store counts as down, and the run ends. */
const FAILURES_IN_A_ROW = 5;

/** Logs and counts a failure, and leaves the item for the next drain. A store that is down ends the run. */
export const tryOne = async <Done>(
  run: DrainRun,
  key: DeliverableKey,
  work: () => Promise<Done>,
): Promise<Done | undefined> => {
  try {
    const done = await work();
    run.outages = 0;
    return done;
  } catch (error) {
    run.failed += 1;
    run.backlog.drop(key);
    if (!(error instanceof NotifierError)) {
      run.defects.push(error);
      return undefined;
    }
    run.services.log.error(error.message, { deliverable: deliverableId(key), code: error.code });
    run.outages = isOutage(error) ? run.outages + 1 : 0;
    if (run.outages >= FAILURES_IN_A_ROW) throw error;
    return undefined;
  }
};
