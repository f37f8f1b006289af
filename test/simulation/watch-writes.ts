import { type Deliverable, deliverableId } from '../../lib/domain/delivery/deliverable.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import type { CoupangRecord } from './coupang-record.ts';
import type { ReadingLedger } from './reading-ledger.ts';
import type { Process, Waiting } from './scheduler.ts';
import { concernsOf, type Report } from './violation.ts';
import { DAY_MS } from '../../lib/domain/time/durations.ts';

type Watched = {
  /** Raw clock. */
  now: () => number;
  /** Index times are set by either clock, and by the later they are due (R6). */
  latest: () => number;
  /** Corrected clock. */
  coupangNow: () => number;
  acting: () => Waiting | undefined;
  /** What Coupang knows. */
  record: () => CoupangRecord;
  deliverable: (id: string) => Deliverable | undefined;
  /** Whether an event was ever on the bus. */
  wasSent: (deliverable: Deliverable, version: number) => boolean;
  ledgerOf: (process: Process) => ReadingLedger | undefined;
  report: Report;
};

const LONGEST_LEASE_MS = 130_000;

const DELIVERY = [
  'attempt',
  'channel',
  'ts',
  'threadTs',
  'replaced',
  'shownVersion',
  'posted',
  'retries',
] as const;
const NOT_FACTS: readonly string[] = [
  ...DELIVERY,
  'rank',
  'lookUpAt',
  'lookUps',
  'nextStepAt',
  'attentionAt',
  'version',
  'publishedVersion',
  'events',
  'changedAt',
  'writeToken',
];

/** What every write of a ticket or notice must keep (R1, R2, R3, R9, R18, R24). */
export const createWriteWatch = ({
  now,
  latest,
  coupangNow,
  acting,
  record,
  deliverable,
  wasSent,
  ledgerOf,
  report,
}: Watched) => {
  /** How often a card or a notice had to give way to another (R22). */
  const replacements = new Map<string, number>();
  /** When what the lists say of each last changed, corrected clock. */
  const listingChanges = new Map<string, number>();
  /** When each ticket was closed, each time, corrected clock. */
  const closings = new Map<string, number[]>();
  /** When each came into being, raw clock. */
  const born = new Map<string, number>();
  /** When each was noted as published, raw clock. */
  const publishedAt = new Map<string, number>();

  const onWrite = (before: Deliverable | undefined, after: Deliverable): void => {
    const check: Check = (holds, rule, problem) => {
      if (!holds)
        report({ rule, problem: `${problem} (${deliverableId(after)})`, concerns: concernsOf(after) });
    };
    const { attentionAt } = after;
    const isUnpublished = after.publishedVersion < after.version;
    // What waits for its digest is nobody's before the poll's lease has ended (R24).
    const latestWait = isOfDigest(after) && after.publishedVersion === 0 ? LONGEST_LEASE_MS : 0;
    check(
      !isUnpublished || (attentionAt !== undefined && attentionAt <= latest() + latestWait),
      'R2',
      'unpublished, and the index does not say now',
    );
    check(after.shownVersion <= after.version, 'R1', 'shows a version that it does not have');
    if (!before) {
      born.set(deliverableId(after), now());
      listingChanges.set(deliverableId(after), after.changedAt);
      return checkCreation(after, check);
    }
    checkChange(before, after, check);
    // A card whose digest is gone replaces that, and no card.
    if (after.replaced?.ts !== before.replaced?.ts && after.replaced?.ts === before.ts) {
      const id = deliverableId(after);
      replacements.set(id, (replacements.get(id) ?? 0) + 1);
    }
    if (!('notice' in before) && !('notice' in after)) checkEnding(before, after, check);
    // A claim, or a step, says nothing of the lists.
    const isOfLists = !/^(agent|track-sla)/.test(acting()?.process.kind ?? '');
    if (after.version !== before.version && isOfLists)
      listingChanges.set(deliverableId(after), after.changedAt);
  };

  /** The digest that a new ticket names stands in the store and knows it (R24). */
  const checkCreation = (after: Deliverable, check: Check): void => {
    if ('notice' in after || !after.announcement.startsWith('digest/')) return;
    const digest = deliverable(`${after.market}/${after.vendorId}/${after.announcement}`);
    const facts = digest && 'notice' in digest ? digest.facts : undefined;
    const isMember =
      facts?.about === 'digest' &&
      facts.members.some(
        ({ inquiryId, answerId }) => inquiryId === after.inquiryId && answerId === after.answerId,
      );
    check(isMember, 'R24', 'names a digest that does not know it');
  };

  const checkChange = (before: Deliverable, after: Deliverable, check: Check): void => {
    const rose = after.version === before.version + 1;
    check(
      rose || after.version === before.version,
      'R1',
      `version ${before.version} became ${after.version}`,
    );
    check(after.publishedVersion >= before.publishedVersion, 'R2', 'publishedVersion fell');
    for (let version = before.publishedVersion + 1; version <= after.publishedVersion; version += 1)
      check(wasSent(after, version), 'R2', `the event of version ${version} is noted as sent and was not`);
    // Whose edit met another's may have been the last, or not: it is owed again.
    const isOwedAgain = after.retries.edit !== undefined && after.shownVersion < after.version;
    check(after.shownVersion >= before.shownVersion || isOwedAgain, 'R18', 'shownVersion fell');
    check(
      before.ts === undefined || after.ts !== undefined || after.replaced !== undefined,
      'R1',
      'forgot its message',
    );
    check(
      rose ? same(before, after, DELIVERY) : same(before, after, factNames(before, after)),
      'R1',
      rose ? 'a write of facts changed what delivery owns' : 'facts changed and the version did not rise',
    );
    check(!rose || String(after.version) in after.events, 'R2', 'a new version names no event');
    checkAttempt(before, after, check);
    if (before.publishedVersion === 0 && after.publishedVersion > 0)
      publishedAt.set(deliverableId(after), now());
    if (/^store\.(settle|noteResult)$/.test(acting()?.name ?? '') || before.attentionAt === undefined) return;
    const { attentionAt } = after;
    const wentLater = attentionAt === undefined || attentionAt > Math.max(before.attentionAt, latest());
    check(!wentLater, 'R3', 'left the index, or went later in it, without being settled');
  };

  /** An open attempt is the ticket's lock: nobody overwrites it, and only who knows it ends it (R19). */
  const checkAttempt = (before: Deliverable, after: Deliverable, check: Check): void => {
    const { name, about } = acting() ?? {};
    const known = about?.deliverable?.attempt?.token;
    if (name === 'store.noteResult')
      check(known === before.attempt?.token, 'R19', 'the result of another attempt was written');
    if (!before.attempt || before.attempt.token === after.attempt?.token) return;
    check(after.attempt === undefined, 'R19', 'an open attempt was overwritten');
    check(name === 'store.noteResult', 'R19', 'an attempt was ended without a result');
  };

  /** No poll closes or doubts what asks and is listed, unless the pages hid it whole (R9, R14). */
  const checkEnding = (before: Ticket, after: Ticket, check: Check): void => {
    const ended = before.state !== 'closed' && after.state === 'closed';
    const doubted = before.state === 'open' && after.state === 'unverified';
    const id = deliverableId(before);
    if (ended) closings.set(id, [...(closings.get(id) ?? []), after.closedAt ?? coupangNow()]);
    const process = acting()?.process;
    const ledger = process && ledgerOf(process);
    const asked = record().posts.get(after.learntAnswerId ?? after.answerId);
    const spell = asked?.spells.at(-1);
    if (!(ended || doubted) || !ledger || !asked || spell?.until !== Infinity) return;
    // What ended before may only look as if it asked; what asks since then may not have been read.
    if (asked.ends.length > 0 || spell.from >= ledger.startedAt) return;
    const isListedTooLong = after.kind === 'confirm' && coupangNow() >= after.dueAt + DAY_MS;
    if (ended && after.outcome === 'unknown' && isListedTooLong) return;
    const since = listingChanges.get(id) ?? before.changedAt;
    const isHidden =
      !ledger.listed(before.inquiryId) &&
      before.inquiryAt !== undefined &&
      ledger.wasReadWhole(before.inquiryAt, since + 1);
    const speaksAnother = asked.isWrittenTo || record().spokenIn.has(before.inquiryId);
    const mayBe = isHidden && (doubted || speaksAnother);
    check(mayBe, 'R9', `${after.state} as ${after.outcome}, though it asks and is listed`);
  };

  return { replacements, born, publishedAt, closings, onWrite };
};

type Check = (holds: boolean, rule: string, problem: string) => void;

const isOfDigest = (deliverable: Deliverable): boolean =>
  'notice' in deliverable
    ? deliverable.facts.about === 'digest'
    : deliverable.announcement.startsWith('digest/');

const factNames = (a: Deliverable, b: Deliverable): string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => !NOT_FACTS.includes(name));

const same = (a: Deliverable, b: Deliverable, names: readonly string[]): boolean => {
  const of = (deliverable: Deliverable): Record<string, unknown> => ({ ...deliverable });
  const [first, second] = [of(a), of(b)];
  return names.every((name) => {
    const [x, y] = [first[name], second[name]];
    return x === y || JSON.stringify(x) === JSON.stringify(y);
  });
};
