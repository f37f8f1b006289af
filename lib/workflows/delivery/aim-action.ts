import { isDigestName } from '../../domain/notice/notice-name.ts';
import { type Deliverable, deliverableId } from '../../domain/delivery/deliverable.ts';
import { destinationOf } from '../../domain/delivery/destination.ts';
import { placeOf } from '../../domain/delivery/place-of.ts';
import { attemptName, type DeliveryAction } from '../../domain/delivery/plan-delivery.ts';
import { NotifierError } from '../../domain/notifier-error.ts';
import type { Notice, NoticeKey } from '../../domain/notice/notice.ts';
import type { AttemptName, DigestName, Ticket } from '../../domain/ticket/ticket.ts';
import type { PostOptions } from '../ports/messenger.ts';
import type { DrainRun } from './drain-run.ts';

/**
 * The form in which an action is sent, and its call. Without `method` there is no call. `home`: the channel of the first
 * form, if `channel` is the fallback.
 */
export type Aim = {
  options: PostOptions;
  method?: 'post' | 'edit' | 'look-up';
  channel: string;
  home?: string;
};

export const NO_AIM: Aim = { options: {}, channel: '' };

/** The waits that apply to an action (R21). */
export const waitKeys = ({ method, channel, home = channel }: Aim): string[] => {
  if (method === undefined) return [];
  const ofPosts = method === 'post' ? [`channel:${home}`] : [];
  return [`${method}:${channel}`, ...ofPosts, 'token', 'slack'];
};

/**
 * Where the next action of a ticket or notice goes (R24). The first card of a ticket that names a digest goes into the
 * digest's thread. If the digest was passed over, the card goes into the channel. So does a card that replaces another
 * (R22).
 * @returns `after`: the digest that must be shown first
 */
export const aimAction = async (
  deliverable: Deliverable,
  action: DeliveryAction,
  run: DrainRun,
): Promise<Aim | { after: Notice }> => {
  if (action.do === 'edit') {
    const options = run.forms.get(formKey(deliverable, 'edit')) ?? {};
    return { options, method: 'edit', channel: deliverable.delivery.channel ?? '' };
  }
  if (action.do === 'redact-line')
    return {
      options: { line: action.name },
      method: 'edit',
      channel: placeOf(deliverable, action.name)?.channel ?? '',
    };
  if (action.do === 'look-up')
    return { options: {}, method: 'look-up', channel: deliverable.delivery.attempt?.channel ?? '' };
  const name = attemptName(deliverable, action);
  if (name === undefined) return NO_AIM;
  let options: PostOptions = {};
  if (name === 'card' && isFirstCard(deliverable)) {
    const { market, vendorId } = deliverable.key;
    const notice = deliverable.facts.announcement;
    const digest = await readDigest({ market, vendorId, notice }, run);
    const thread = digest && placeOf(digest);
    // One that is in Slack and only lacks an edit holds up nothing.
    if (digest && !thread && digest.delivery.shownVersion < digest.outbox.version) return { after: digest };
    if (thread) options = { thread };
  }
  const channels = run.services.channelsOf(deliverable.key);
  const home = destinationOf(deliverable, name, options, channels).channel;
  options = { ...options, ...run.forms.get(formKey(deliverable, name)) };
  const { channel } = destinationOf(deliverable, name, options, channels);
  return { options, method: 'post', channel, home };
};

const isFirstCard = (
  deliverable: Deliverable,
): deliverable is Ticket & { facts: { announcement: DigestName } } =>
  deliverable.type === 'ticket' &&
  isDigestName(deliverable.facts.announcement) &&
  deliverable.delivery.ts === undefined &&
  deliverable.delivery.replaced === undefined;

/** A digest that cannot be read counts as gone (R24): its cards go into the channel. */
const readDigest = async (
  key: NoticeKey,
  { backlog, services: { notices, log } }: DrainRun,
): Promise<Notice | undefined> => {
  const last = backlog.known(key);
  if (last && last.type === 'notice') return last;
  try {
    const digest = await notices.read(key);
    if (digest) backlog.keep(digest);
    return digest;
  } catch (error) {
    if (!(error instanceof NotifierError) || error.retryable) throw error;
    log.error(error.message, { deliverable: deliverableId(key), code: error.code });
    return undefined;
  }
};

/** The key under which a drain remembers the form of a message. A new version starts with the first form. */
export const formKey = (deliverable: Deliverable, name: AttemptName | 'edit'): string =>
  `${deliverableId(deliverable.key)} ${name} ${deliverable.outbox.version}`;
