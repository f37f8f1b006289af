import type { Deliverable, DeliverableKey } from '../../../lib/domain/delivery/deliverable.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import { type Check, checkOf, idOf, type Report } from './violation.ts';
import type { Watched } from './watch-calls.ts';
import { DAY_MS } from '../../../lib/domain/time/durations.ts';

/** Every write of a ticket or notice says what is true: an event was sent (R2), an attempt or an inquiry has ended (R9, R19). */
export const createWriteWatch = ({
  now,
  acting,
  record,
  wasSent,
  ledgerOf,
  report,
}: Pick<Watched, 'now' | 'acting' | 'record' | 'wasSent' | 'ledgerOf' | 'report'>) => {
  /** How often a card or a notice was replaced by another (R22). */
  const replacements = new Map<string, number>();
  /** When the lists' facts of each ticket last changed. */
  const listingChanges = new Map<string, number>();
  /** Each time that a ticket was closed. */
  const closings = new Map<string, number[]>();
  /** When each was created. */
  const born = new Map<string, number>();

  const onWrite = (before: Deliverable | undefined, after: Deliverable): void => {
    const check = checkOf(report, after);
    const isUnpublished = after.outbox.publishedVersion < after.outbox.version;
    check(
      !isUnpublished || (after.index.attentionAt ?? Infinity) <= now(),
      'R2',
      'unpublished, and the index does not say now',
    );
    if (!before) {
      born.set(idOf(after.key), now());
      listingChanges.set(idOf(after.key), after.outbox.changedAt);
      return;
    }
    checkSent(before, after, wasSent, report);
    const { name, about } = acting() ?? {};
    const isOwn = about?.deliverable?.delivery.attempt?.token === before.delivery.attempt?.token;
    check(name !== 'store.noteResult' || isOwn, 'R19', 'the result of another attempt was written');
    // A card whose list is gone replaces the list, not a card.
    if (
      after.delivery.replaced?.ts !== before.delivery.replaced?.ts &&
      after.delivery.replaced?.ts === before.delivery.ts
    ) {
      const id = idOf(after.key);
      replacements.set(id, (replacements.get(id) ?? 0) + 1);
    }
    if (before.type === 'ticket' && after.type === 'ticket') checkEnding(before, after, check);
    // Claims and steps are not facts from the lists.
    const isOfLists = !/^(agent|press|act|share|track-sla)/.test(acting()?.process.kind ?? '');
    if (after.outbox.version !== before.outbox.version && isOfLists)
      listingChanges.set(idOf(after.key), after.outbox.changedAt);
  };

  /** No poll closes or doubts a listed, asking ticket, unless the pages hid it in a complete reading (R9, R14). */
  const checkEnding = (before: Ticket, after: Ticket, check: Check): void => {
    const ended = before.facts.state !== 'closed' && after.facts.state === 'closed';
    const doubted = before.facts.state === 'open' && after.facts.state === 'unverified';
    const id = idOf(before.key);
    if (ended) closings.set(id, [...(closings.get(id) ?? []), after.facts.closedAt ?? now()]);
    const process = acting()?.process;
    const ledger = process && ledgerOf(process);
    const request = record().posts.get(after.key.answerId);
    const spell = request?.spells.at(-1);
    if (!(ended || doubted) || !ledger || !request || spell?.until !== Infinity) return;
    // A post that ended before may only seem to ask. A post that asks since then may not have been read.
    if (request.ends.length > 0 || spell.from >= ledger.startedAt) return;
    const isListedTooLong = after.facts.kind === 'confirm' && now() >= after.facts.dueAt + DAY_MS;
    if (ended && after.facts.outcome === 'unknown' && isListedTooLong) return;
    const since = listingChanges.get(id) ?? before.outbox.changedAt;
    const isListed = ledger.listed(before.key.inquiryId);
    // A vendor's post that Coupang did not count looks like its answer, once no list shows the ticket.
    if (ended && after.facts.outcome === 'answered' && request.isWrittenTo && !isListed) return;
    // With an unknown flag the system's post looks like the end of a post whose clock nobody knows (R14).
    const mayBeClosed =
      after.facts.outcome === 'auto-closed' &&
      request.isUnknown &&
      request.stamp !== 'true' &&
      record().spokenIn.has(before.key.inquiryId);
    if (ended && mayBeClosed) return;
    const isHidden =
      !isListed &&
      before.facts.inquiryAt !== undefined &&
      ledger.wasReadWhole(before.facts.inquiryAt, since + 1);
    const speaksAnother = request.isWrittenTo || record().spokenIn.has(before.key.inquiryId);
    const isAway = isHidden || ledger.isOvertaken(before.key.inquiryId, before.key.answerId);
    const mayBe = isAway && (doubted || speaksAnother);
    check(mayBe, 'R9', `${after.facts.state} as ${after.facts.outcome}, though it asks and is listed`);
  };

  return { replacements, born, closings, onWrite };
};

/** An event is noted as sent only if it was ever on the bus (R2). */
export const checkSent = (
  before: Deliverable | undefined,
  after: Deliverable,
  wasSent: (key: DeliverableKey, version: number) => boolean,
  report: Report,
): void => {
  const first = (before?.outbox.publishedVersion ?? 0) + 1;
  for (let version = first; version <= after.outbox.publishedVersion; version += 1)
    checkOf(report, after)(
      wasSent(after.key, version),
      'R2',
      `version ${version} is noted as sent and was not`,
    );
};
