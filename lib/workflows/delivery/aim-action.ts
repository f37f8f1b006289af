import { type Member, membersOf, type Notice, type NoticeKey } from '../../domain/notice/notice.ts';
import { attemptName, type DeliveryAction } from '../../domain/delivery/plan-delivery.ts';
import type { Deliverable } from '../../domain/delivery/deliverable.ts';
import type { DigestName, Ticket } from '../../domain/ticket/ticket.ts';
import type { DeliverableReader } from '../outbox/read-deliverable.ts';
import type { PostOptions, SlackChannel } from '../ports/slack-port.ts';

/** The first form in which a step goes out, and the waits that it is deliverable to. */
export type Aim = { options: PostOptions; waits: string[] };

type Services = {
  slack: Pick<SlackChannel, 'destination'>;
  digestOf: (key: NoticeKey) => Promise<Notice | undefined>;
};

/**
 * Where the next step of a ticket or notice goes (R24): a card whose ticket names a digest goes into its thread. A digest that
 * was passed over has no thread: the card stands on its own, and so does one that replaces another (R22).
 * @returns `after`: the digest that must be shown first
 */
export const aimAction = async (
  deliverable: Deliverable,
  step: DeliveryAction,
  { slack, digestOf }: Services,
): Promise<Aim | { after: Notice }> => {
  const name = attemptName(deliverable, step);
  if (step.do === 'edit') return { options: {}, waits: waitsOf('edit', deliverable.channel) };
  if (step.do === 'look-up') return { options: {}, waits: waitsOf('look-up', deliverable.attempt?.channel) };
  if (name === undefined) return { options: {}, waits: [] };
  let options: PostOptions = {};
  if (name === 'card' && isFirstCard(deliverable)) {
    const { market, vendorId, announcement } = deliverable;
    const digest = await digestOf({ market, vendorId, notice: announcement });
    if (digest && digest.shownVersion < digest.version) return { after: digest };
    const { channel, ts } = digest ?? {};
    if (channel !== undefined && ts !== undefined) options = { thread: { channel, ts } };
  }
  return { options, waits: waitsOf('post', slack.destination(deliverable, name, options).channel) };
};

const waitsOf = (method: 'post' | 'edit' | 'look-up', channel = ''): string[] => [
  `${method}:${channel}`,
  ...(method === 'post' ? [`channel:${channel}`] : []),
  'token',
  'slack',
];

const isFirstCard = (deliverable: Deliverable): deliverable is Ticket & { announcement: DigestName } =>
  !('notice' in deliverable) &&
  deliverable.announcement.startsWith('digest/') &&
  deliverable.ts === undefined &&
  deliverable.replaced === undefined;

/** A digest is sent within one run, however slow the store is. */
const READS_AT_ONCE = 10;

/** Of a notice that shows tickets: those that exist and belong to it, read now; of any other, `undefined`. */
export const readMembers = async (
  deliverable: Deliverable,
  { reader }: Pick<DeliverableReader, 'reader'>,
): Promise<Ticket[] | undefined> => {
  const members = 'notice' in deliverable ? membersOf(deliverable.facts) : undefined;
  if (!('notice' in deliverable) || !members) return undefined;
  const found: Ticket[] = [];
  for (let from = 0; from < members.length; from += READS_AT_ONCE) {
    const some = members.slice(from, from + READS_AT_ONCE);
    // One that fails leaves none of the others running.
    const read = await Promise.allSettled(
      some.map((member) => reader.ticket({ ...keyOf(deliverable), ...member })),
    );
    for (const result of read) {
      if (result.status === 'rejected') throw result.reason;
      if (result.value && isListed(result.value, deliverable)) found.push(result.value);
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
