import type { Deliverable } from '../../domain/delivery/deliverable.ts';
import type { HeldLane } from './lane.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeliveryStore } from '../ports/delivery-store.ts';
import type { Log } from '../ports/log.ts';
import type { DeliverableReader } from '../outbox/read-deliverable.ts';
import type { SlackFailure } from '../ports/slack-error.ts';
import type { SlackChannel } from '../ports/slack-port.ts';
import type { Waits } from './waits.ts';

export type ShowServices = DeliverableReader & {
  delivery: DeliveryStore;
  slack: SlackChannel;
  clock: Clock;
  log: Log;
  newToken: () => string;
};

/** What one drain keeps in hand while it works (R18, R21). */
export type DrainState = {
  lane: Pick<HeldLane, 'holdFor' | 'leftMs'>;
  waits: Waits;
  /** Coupang's clock minus ours, ms. */
  offsetMs: number;
  /** Ids of what was replaced by a new message in this drain. */
  replaced: Set<string>;
  /** Answers in a row that were not sure. */
  unsure: number;
  /** Whether Slack has taken a message or an edit in this drain. */
  hasAnswered: boolean;
  /** How often Slack refused a message in every form. */
  refused: number;
};

/**
 * - a ticket or notice: as it is now;
 * - `moved`: another wrote it meanwhile, and it is read anew;
 * - `lane-lost`: nothing more may be sent.
 */
export type Shown = Deliverable | 'moved' | 'lane-lost';

/** A call takes ten seconds at most, and its result must still be written (R19). */
export const BEFORE_A_CALL_MS = 15_000;
/** Some fifty a minute (tier 3): the slowest pace there is. Source: docs.slack.dev, `chat.update`. */
export const EDIT_EVERY_MS = 1_200;
/** What could not be edited or looked up for sure is tried again after so long (R19). */
export const AGAIN_MS = 60_000;

/** One line of the log for each call that failed, as the laptop's terminal reads it. */
export const logFailure = (
  log: Log,
  { message, kind, reason }: SlackFailure,
  channel: string | undefined,
): void => log.warn(message, { delivery: 'waiting', kind, reason, channel });
