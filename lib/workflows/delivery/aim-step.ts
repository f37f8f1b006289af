import { type Member, membersOf, type Notice, type NoticeKey } from '../../domain/notice/notice.ts';
import { attemptName, type DeliveryStep } from '../../domain/delivery/plan-delivery.ts';
import type { Subject } from '../../domain/delivery/subject.ts';
import type { DigestName, Ticket } from '../../domain/ticket/ticket.ts';
import type { SubjectReader } from '../outbox/read-subject.ts';
import type { PostHow, SlackChannel } from '../ports/slack-port.ts';

/** The first form in which a step goes out, and the waits that it is subject to. */
export type Aim = { how: PostHow; waits: string[] };

type Services = {
  slack: Pick<SlackChannel, 'destination'>;
  digestOf: (key: NoticeKey) => Promise<Notice | undefined>;
};

/**
 * Where the next step of a ticket or notice goes (R24): a card whose ticket names a digest goes into its thread. A digest that
 * was passed over has no thread: the card stands on its own, and so does one that replaces another (R22).
 * @returns `after`: the digest that must be shown first
 */
export const aimStep = async (
  subject: Subject,
  step: DeliveryStep,
  { slack, digestOf }: Services,
): Promise<Aim | { after: Notice }> => {
  const name = attemptName(subject, step);
  if (step.do === 'edit') return { how: {}, waits: waitsOf('edit', subject.channel) };
  if (step.do === 'look-up') return { how: {}, waits: waitsOf('look-up', subject.attempt?.channel) };
  if (name === undefined) return { how: {}, waits: [] };
  let how: PostHow = {};
  if (name === 'card' && isFirstCard(subject)) {
    const { market, vendorId, announcement } = subject;
    const digest = await digestOf({ market, vendorId, notice: announcement });
    if (digest && digest.shownVersion < digest.version) return { after: digest };
    const { channel, ts } = digest ?? {};
    if (channel !== undefined && ts !== undefined) how = { thread: { channel, ts } };
  }
  return { how, waits: waitsOf('post', slack.destination(subject, name, how).channel) };
};

const waitsOf = (method: 'post' | 'edit' | 'look-up', channel = ''): string[] => [
  `${method}:${channel}`,
  ...(method === 'post' ? [`channel:${channel}`] : []),
  'token',
  'slack',
];

const isFirstCard = (subject: Subject): subject is Ticket & { announcement: DigestName } =>
  !('notice' in subject) &&
  subject.announcement.startsWith('digest/') &&
  subject.ts === undefined &&
  subject.replaced === undefined;

/** A digest is sent within one run, however slow the store is. */
const READS_AT_ONCE = 10;

/** Of a notice that shows tickets: those that exist and belong to it, read now; of any other, `undefined`. */
export const readMembers = async (
  subject: Subject,
  { reader }: Pick<SubjectReader, 'reader'>,
): Promise<Ticket[] | undefined> => {
  const members = 'notice' in subject ? membersOf(subject.facts) : undefined;
  if (!('notice' in subject) || !members) return undefined;
  const found: Ticket[] = [];
  for (let from = 0; from < members.length; from += READS_AT_ONCE) {
    const some = members.slice(from, from + READS_AT_ONCE);
    // One that fails leaves none of the others running.
    const read = await Promise.allSettled(
      some.map((member) => reader.ticket({ ...keyOf(subject), ...member })),
    );
    for (const result of read) {
      if (result.status === 'rejected') throw result.reason;
      if (result.value && isListed(result.value, subject)) found.push(result.value);
    }
  }
  return found;
};

const keyOf = ({ market, vendorId }: Notice): Pick<Ticket, 'market' | 'vendorId'> & Partial<Member> => ({
  market,
  vendorId,
});

/** A digest lists who names it (R24), a shift's last chance who still has one (S4), the list at opening all. */
const isListed = (ticket: Ticket, { notice, facts }: Pick<Notice, 'notice' | 'facts'>): boolean => {
  if (facts.about === 'digest') return ticket.announcement === notice;
  return facts.about !== 'last-shift' || ticket.state !== 'closed';
};
