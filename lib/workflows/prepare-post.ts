import type { DeliveryStep } from '../domain/plan-delivery.ts';
import { type DigestName, type Member, membersOf, type Notice } from '../domain/notice.ts';
import type { Subject } from '../domain/subject.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { PostHow } from './slack-port.ts';
import type { SubjectReader } from './read-subject.ts';

/** A digest is sent within one run, however slow the store is. */
const READS_AT_ONCE = 10;

/**
 * What a step needs to know beside its own ticket or notice (R24): for a card whose ticket names a digest, the thread in
 * which it stands; for a digest, the tickets that exist and name it, read now; likewise for a shift's lists. A digest that was passed over has no thread:
 * the card stands on its own, and so does one that replaces another (R22).
 * @returns `digest-not-shown` where the card must wait for its digest
 */
export const preparePost = async (
  subject: Subject,
  step: DeliveryStep,
  services: SubjectReader,
): Promise<PostHow | 'digest-not-shown'> => {
  if (step.do !== 'post' && step.do !== 'edit' && step.do !== 'look-up') return {};
  if ('notice' in subject) {
    const members = step.do === 'look-up' ? undefined : membersOf(subject.facts);
    return members ? { members: await readMembers(subject, members, services) } : {};
  }
  if (!isFirstCard(subject)) return {};
  const digest = await services.notices.read({
    market: subject.market,
    vendorId: subject.vendorId,
    notice: subject.announcement,
  });
  if (!digest) return {};
  if (digest.shownVersion < digest.version) return 'digest-not-shown';
  const { channel, ts } = digest;
  return channel === undefined || ts === undefined ? {} : { thread: { channel, ts } };
};

const isFirstCard = (ticket: Ticket): ticket is Ticket & { announcement: DigestName } =>
  ticket.announcement.startsWith('digest/') && ticket.ts === undefined && ticket.replaced === undefined;

const readMembers = async (
  { market, vendorId, ...list }: Notice,
  members: readonly Member[],
  { reader }: SubjectReader,
): Promise<Ticket[]> => {
  const found: Ticket[] = [];
  for (let from = 0; from < members.length; from += READS_AT_ONCE) {
    const some = members.slice(from, from + READS_AT_ONCE);
    const tickets = await Promise.all(some.map((member) => reader.ticket({ market, vendorId, ...member })));
    found.push(...tickets.filter((ticket) => ticket !== undefined));
  }
  return found.filter((ticket) => isListed(ticket, list));
};

/** A digest lists who names it (R24), a shift's last chance who still has one (S4), the list at opening all. */
const isListed = (ticket: Ticket, { notice, facts }: Pick<Notice, 'notice' | 'facts'>): boolean => {
  if (facts.about === 'digest') return ticket.announcement === notice;
  return facts.about !== 'last-shift' || ticket.state !== 'closed';
};
