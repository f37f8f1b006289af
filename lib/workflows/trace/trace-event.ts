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
import type { Log } from '../ports/log.ts';
import type { SlackFailureKind } from '../ports/slack-error.ts';

/** The message of every line that says what happened to a ticket or notice, except for `failed`, which has Slack's error. */
export const TRACE = 'trace';

/**
 * What happened, by `did`. Ids, sizes, codes and instants only: names that end in `At` are epoch ms. Each line also has
 * `deliverable`: the id of the ticket or notice. A look-up at Coupang has the inquiry's, with which its tickets' ids begin.
 */
export type TraceEvent =
  /** A listing, or an answered list, showed it for the first time, and it was stored. */
  | ({ did: 'stored' } & Versioned &
      Pick<TicketFacts, 'kind' | 'state' | 'askedAt' | 'dueAt' | 'announcement'> &
      Partial<Pick<End, 'outcome'>>)
  /** `fields`: the names of the facts that changed. */
  | { did: 'changed'; version: number; state: TicketState; fields: string[] }
  /** It left the lists, and how it ended is not known yet (R14). */
  | { did: 'left-lists'; version: number }
  /** Steps fired; `passed` ones were overtaken by a nearer one (R23). */
  | { did: 'warned'; version: number; steps: StepName[]; passed: StepName[] }
  | ({ did: 'closed' } & Versioned & Pick<TicketFacts, 'outcome' | 'answeredAt' | 'inTime'>)
  | { did: 'reopened'; version: number; dueAt: number }
  /** `published` and `not-published`: whether the event of a version went onto the bus. */
  | { did: 'published' | 'not-published'; version: number; event: TicketEventType | NoticeEventType }
  /** Coupang was asked for the inquiry alone. */
  | { did: 'looked-up'; isFound: boolean }
  /** How it ended is still not known. */
  | { did: 'look-up-due'; lookUps: number; nextLookUpAt: number }
  | ({ did: 'posted'; attempt: AttemptName; version: number; threadTs?: string } & Place)
  | ({ did: 'edited'; version: number } & Partial<Place>)
  /** Whether Slack's history has what an attempt sent whose answer was lost (R19). */
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
  /** It is tried again then, not before. */
  | { did: 'put-off'; attempt: string; nextTryAt: number; refusals: number; reason: string }
  /** Thread lines that will not be sent: something newer says it. */
  | { did: 'passed-over'; lines: string[] }
  /** The message there takes no edit and no reply any more: a new one follows (R22). */
  | ({ did: 'replaced' } & Place);

type Versioned = Pick<Outbox, 'version'>;

export const trace = (log: Log, key: DeliverableKey, event: TraceEvent): void =>
  log.info(TRACE, { deliverable: deliverableId(key), ...event });
