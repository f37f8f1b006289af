import type { Act, Deed } from '../../domain/ticket/act.ts';
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
import type { SlackFailureKind } from '../../domain/delivery/after-failure.ts';

/** Structured log. Only ids, sizes and codes. */
export type Log = {
  info: (message: string, fields?: Record<string, unknown>) => void;
  warn: (message: string, fields?: Record<string, unknown>) => void;
  error: (message: string, fields?: Record<string, unknown>) => void;
};

export const NO_LOG: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** The message of each log line about a ticket or notice. Only `failed` uses Slack's error instead. */
export const TRACE = 'trace';

/**
 * An event, by `did`. Contains only ids, sizes, codes and instants; names that end in `At` are epoch ms. Each line also has
 * `deliverable`: the id of the ticket or notice, or for a look-up at Coupang the inquiry's id, with which its ticket ids
 * begin.
 */
export type TraceEvent =
  /** A listing or an answered list showed it for the first time. */
  | ({ did: 'stored' } & Versioned &
      Pick<TicketFacts, 'kind' | 'state' | 'askedAt' | 'dueAt' | 'announcement'> &
      Partial<Pick<End, 'outcome'>>)
  /** Facts that no person changed. */
  | { did: 'changed'; version: number; state: TicketState; fields: string[] }
  /** A change by a person, a Slack user id. `shared`: by the roster. `untilAt`: the end of a snooze. */
  | { did: Deed['did'] | 'shared'; version: number; by: string; to?: string; untilAt?: number }
  /** The progress at Coupang of what a person requested. */
  | { did: `act-${Act['progress']}`; version: number; act: Act['do']; by: string; reason?: string }
  /** It has left the lists, and its outcome is unknown (R14). */
  | { did: 'left-lists'; version: number }
  /** Steps that fired. `passed`: replaced by a nearer due step (R23). */
  | { did: 'warned'; version: number; steps: StepName[]; passed: StepName[] }
  | ({ did: 'closed' } & Versioned & Pick<TicketFacts, 'outcome' | 'answeredAt' | 'inTime'>)
  | { did: 'reopened'; version: number; dueAt: number }
  | { did: 'published' | 'not-published'; version: number; event: TicketEventType | NoticeEventType }
  | { did: 'looked-up'; isFound: boolean }
  | { did: 'look-up-due'; lookUps: number; nextLookUpAt: number }
  | ({ did: 'posted'; attempt: AttemptName; version: number; threadTs?: string } & Place)
  | ({ did: 'edited'; version: number } & Partial<Place>)
  /** Whether Slack's history contains the message of an unsure attempt (R19). */
  | ({ did: 'found' | 'not-found'; attempt: AttemptName; attemptedAt: number } & Partial<Place>)
  /** Slack refused a call, or its answer was lost: `unsure`. */
  | {
      did: 'failed';
      call: 'post' | 'edit' | 'look-up';
      attempt: AttemptName;
      kind: SlackFailureKind;
      reason: string;
      channel: string | undefined;
    }
  /** It is not tried before `nextTryAt`. */
  | { did: 'put-off'; attempt: string; nextTryAt: number; refusals: number; reason: string }
  /** A list announces the message (R24). `unlisted`: no list shows it. */
  | { did: 'listed'; attempt: string; list: string }
  | { did: 'unlisted'; attempt: string }
  /** Thread lines that a newer line replaces. */
  | { did: 'passed-over'; lines: string[] }
  /** The message takes no edits or replies any more. A new message follows (R22). */
  | ({ did: 'replaced' } & Place);

type Versioned = Pick<Outbox, 'version'>;

export const trace = (log: Log, key: DeliverableKey, event: TraceEvent): void =>
  log.info(TRACE, { deliverable: deliverableId(key), ...event });
