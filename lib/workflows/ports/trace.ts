import { type DeliverableKey, deliverableId } from '../../domain/delivery/deliverable.ts';
import type { StepName } from '../../domain/ticket/step.ts';
import type {
  AttemptName,
  End,
  Outbox,
  Place,
  TicketEventType,
  TicketFacts,
  TicketState,
} from '../../domain/ticket/ticket.ts';
import type { NoticeEventType } from '../../domain/notice/notice.ts';
import type { Log } from './log.ts';
import type { SlackFailureKind } from '../../domain/delivery/after-failure.ts';

/** The message of each log line about a ticket or notice. Only `failed` has Slack's error as its message. */
export const TRACE = 'trace';

/**
 * An event, by `did`. It holds ids, sizes, codes and instants only. Names that end in `At` are epoch ms. Each line also
 * has `deliverable`: the id of the ticket or notice. For a look-up at Coupang it is the inquiry's id, with which the
 * ids of its tickets begin.
 */
export type TraceEvent =
  /** A listing, or an answered list, showed it for the first time, and it was stored. */
  | ({ did: 'stored' } & Versioned &
      Pick<TicketFacts, 'kind' | 'state' | 'askedAt' | 'dueAt' | 'announcement'> &
      Partial<Pick<End, 'outcome'>>)
  /** `fields`: the names of the facts that changed. */
  | { did: 'changed'; version: number; state: TicketState; fields: string[] }
  /** It has left the lists, and its outcome is not known yet (R14). */
  | { did: 'left-lists'; version: number }
  /** Steps that fired. `passed`: a nearer step was due (R23). */
  | { did: 'warned'; version: number; steps: StepName[]; passed: StepName[] }
  | ({ did: 'closed' } & Versioned & Pick<TicketFacts, 'outcome' | 'answeredAt' | 'inTime'>)
  | { did: 'reopened'; version: number; dueAt: number }
  /** `published` and `not-published`: whether the event of a version went onto the bus. */
  | { did: 'published' | 'not-published'; version: number; event: TicketEventType | NoticeEventType }
  /** The inquiry alone was requested from Coupang. */
  | { did: 'looked-up'; isFound: boolean }
  /** The outcome is still not known. */
  | { did: 'look-up-due'; lookUps: number; nextLookUpAt: number }
  | ({ did: 'posted'; attempt: AttemptName; version: number; threadTs?: string } & Place)
  | ({ did: 'edited'; version: number } & Partial<Place>)
  /** Whether Slack's history has the message of an attempt without a sure answer (R19). */
  | ({ did: 'found' | 'not-found'; attempt: AttemptName; attemptedAt: number } & Partial<Place>)
  /** Slack did not take a call, or its answer was lost: `unsure`. */
  | {
      did: 'failed';
      call: 'post' | 'edit' | 'look-up';
      attempt: AttemptName;
      kind: SlackFailureKind;
      reason: string;
      channel: string | undefined;
    }
  /** It is tried again at that time, and not before. */
  | { did: 'put-off'; attempt: string; nextTryAt: number; refusals: number; reason: string }
  /** A list announces the message (R24). `unlisted`: no list shows it. */
  | { did: 'listed'; attempt: string; list: string }
  | { did: 'unlisted'; attempt: string }
  /** Thread lines that will not be sent, since a newer one replaces them. */
  | { did: 'passed-over'; lines: string[] }
  /** The message takes no edit and no reply any more. A new one follows (R22). */
  | ({ did: 'replaced' } & Place);

type Versioned = Pick<Outbox, 'version'>;

export const trace = (log: Log, key: DeliverableKey, event: TraceEvent): void =>
  log.info(TRACE, { deliverable: deliverableId(key), ...event });
