import { NotifierError } from '../../lib/domain/notifier-error.ts';
import { ticketId } from '../../lib/domain/ticket-id.ts';
import type { Ticket } from '../../lib/domain/ticket.ts';
import type { VendorState } from '../../lib/workflows/ports.ts';
import type { Message } from './memory-slack.ts';
import type { ReadingLedger } from './reading-ledger.ts';
import type { Process, Waiting } from './scheduler.ts';

export type Violation = { rule: string; problem: string; inquiryId?: string };

type Watched = {
  now: () => number;
  tickets: () => ReadonlyMap<string, Ticket>;
  messages: () => readonly Message[];
  acting: () => Waiting | undefined;
  /** Whether an event was ever on the bus. */
  wasSent: (ticket: Ticket, version: number) => boolean;
  ledgerOf: (process: Process) => ReadingLedger | undefined;
  /** Of all polls that ever ran. */
  ledgers: () => ReadingLedger[];
  report: (violation: Violation) => void;
};

const DELIVERY = [
  'deliveryClaim',
  'attempt',
  'channel',
  'ts',
  'replaced',
  'shownVersion',
  'posted',
  'retryAt',
] as const;
const NOT_FACTS: readonly string[] = [
  ...DELIVERY,
  'reannounced',
  'lookUpAt',
  'lookUps',
  'attentionAt',
  'version',
  'publishedVersion',
  'events',
  'changedAt',
  'writeToken',
];

/** The rules that hold at every moment, looked at with every call. */
export const createWatch = ({
  now,
  tickets,
  messages,
  acting,
  wasSent,
  ledgerOf,
  ledgers,
  report,
}: Watched) => {
  /** How often a ticket's card had to give way to another (R22). */
  const replacements = new Map<string, number>();
  const owed = new Map<Process, { ticket: Ticket; name: string; ts: string }>();

  const onWrite = (before: Ticket | undefined, after: Ticket): void => {
    const check = (holds: boolean, rule: string, problem: string): void => {
      if (!holds) report({ rule, problem: `${problem} (${ticketId(after)})`, inquiryId: after.inquiryId });
    };
    const { attentionAt } = after;
    const isUnpublished = after.publishedVersion < after.version;
    check(
      !isUnpublished || (attentionAt !== undefined && attentionAt <= now()),
      'R2',
      'unpublished, and the index does not say now',
    );
    check(after.shownVersion <= after.version, 'R1', 'shows a version that it does not have');
    if (!before) return;
    const rose = after.version === before.version + 1;
    check(
      rose || after.version === before.version,
      'R1',
      `version ${before.version} became ${after.version}`,
    );
    check(after.publishedVersion >= before.publishedVersion, 'R2', 'publishedVersion fell');
    for (let version = before.publishedVersion + 1; version <= after.publishedVersion; version += 1)
      check(wasSent(after, version), 'R2', `the event of version ${version} is noted as sent and was not`);
    check(after.shownVersion >= before.shownVersion, 'R18', 'shownVersion fell');
    check(
      before.ts === undefined || after.ts !== undefined || after.replaced !== undefined,
      'R1',
      'forgot its card',
    );
    check(
      rose ? same(before, after, DELIVERY) : same(before, after, factNames(before, after)),
      'R1',
      rose ? 'a write of facts changed what delivery owns' : 'facts changed and the version did not rise',
    );
    check(!rose || String(after.version) in after.events, 'R2', 'a new version names no event');
    if (acting()?.name !== 'store.settle' && before.attentionAt !== undefined) {
      const wentLater = attentionAt === undefined || attentionAt > Math.max(before.attentionAt, now());
      check(!wentLater, 'R3', 'left the index, or went later in it, without being settled');
    }
    const id = ticketId(after);
    if (after.replaced?.ts !== before.replaced?.ts) replacements.set(id, (replacements.get(id) ?? 0) + 1);
    checkGone(before, after, check);
  };

  const checkGone = (before: Ticket, after: Ticket, check: Check): void => {
    const ended = before.state !== 'closed' && after.state === 'closed';
    const doubted = before.state === 'open' && after.state === 'unverified';
    const process = acting()?.process;
    const ledger = process && ledgerOf(process);
    if (!(ended || doubted) || !ledger || ledger.listed(before.inquiryId)) return;
    check(
      ledger.mayHaveGone(before, now()),
      'R9',
      `${after.state}, but no complete readings say that it has gone`,
    );
  };

  return {
    replacements,
    onWrite,
    /** Whatever the state remembers as complete was so (R7, R8). */
    onRelease: (state: VendorState): void => {
      const process = acting()?.process;
      const ledger = process && ledgerOf(process);
      if (!ledger) return;
      for (const [key, beganAt] of Object.entries(state.completeReadings)) {
        if (beganAt < ledger.startedAt) continue;
        const [firstDate = '', status] = key.split('/');
        if (status !== 'NO_ANSWER' && status !== 'TRANSFER') continue;
        // One that ended while this one waited for the lease may have read it.
        if (!ledgers().some((one) => one.wasComplete(firstDate, status, beganAt)))
          report({ rule: 'R7', problem: `the reading ${key} is kept as complete and was not` });
      }
    },
    /** Before a call of Slack takes effect. */
    onSlackCall: ({ name, subject: { ticket, message = '' }, process }: Waiting): void => {
      if (!ticket || !(name.startsWith('slack.post') || name === 'slack.editCard')) return;
      const stored = tickets().get(ticketId(ticket));
      const { inquiryId } = ticket;
      const claim = stored?.deliveryClaim;
      if (!claim || claim.token !== ticket.deliveryClaim?.token || claim.until <= now())
        report({ rule: 'R18', problem: `${process.name} calls ${name} without a live claim`, inquiryId });
      if (name !== 'slack.editCard' && stored?.attempt?.name !== message)
        report({
          rule: 'R19',
          problem: `${process.name} posts ${message} without a noted attempt`,
          inquiryId,
        });
    },
    /** After a message came into being. */
    onPosted: ({ subject: { ticket, message } }: Waiting): void => {
      if (!ticket) return;
      const id = ticketId(ticket);
      const twins = messages().filter((other) => other.ticket === id && other.name === message);
      const mayBe = message === 'card' ? 1 + (replacements.get(id) ?? 0) : 1;
      if (twins.length > mayBe)
        report({
          rule: 'promise',
          problem: `${message} of ${id} was posted twice`,
          inquiryId: ticket.inquiryId,
        });
    },
    /** Slack's answer reached its caller, who writes it at once (R18). */
    onAnswered: ({ process, subject: { ticket, message = '' } }: Waiting): void => {
      const posted = messages().at(-1);
      if (ticket && posted) owed.set(process, { ticket, name: message, ts: posted.ts });
    },
    onTaken: (call: Waiting): void => {
      const debt = owed.get(call.process);
      if (!debt) return;
      owed.delete(call.process);
      const stored = tickets().get(ticketId(debt.ticket));
      if (stored?.deliveryClaim?.token !== debt.ticket.deliveryClaim?.token) return;
      const noted = debt.name === 'card' ? stored?.ts : stored?.posted[debt.name];
      if (noted !== debt.ts)
        report({
          rule: 'R18',
          problem: `the answer for ${debt.name} was not written at once, but ${call.name} came`,
          inquiryId: debt.ticket.inquiryId,
        });
    },
    /** A call that fails owes nothing. */
    onFailed: ({ process }: Waiting): void => void owed.delete(process),
    /** Whatever a process throws must be an error that the program knows. */
    onThrown: (process: Process, error: unknown): void => {
      if (error instanceof NotifierError) return;
      const words = error instanceof Error ? `${error.name}: ${error.message}` : 'no error at all';
      report({ rule: 'errors', problem: `${process.name} threw ${words}` });
    },
  };
};

type Check = (holds: boolean, rule: string, problem: string) => void;

const factNames = (a: Ticket, b: Ticket): string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => !NOT_FACTS.includes(name));

const same = (a: Ticket, b: Ticket, names: readonly string[]): boolean => {
  const of = (ticket: Ticket): Record<string, unknown> => ({ ...ticket });
  const [first, second] = [of(a), of(b)];
  return names.every((name) => {
    const [x, y] = [first[name], second[name]];
    return x === y || JSON.stringify(x) === JSON.stringify(y);
  });
};
