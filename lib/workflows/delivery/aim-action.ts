import { type Deliverable, deliverableId } from '../../domain/delivery/deliverable.ts';
import { attemptName, type DeliveryAction } from '../../domain/delivery/plan-delivery.ts';
import { NotifierError } from '../../domain/notifier-error.ts';
import type { Notice, NoticeKey } from '../../domain/notice/notice.ts';
import type { AttemptName, DigestName, Place, Ticket } from '../../domain/ticket/ticket.ts';
import type { PostOptions } from '../ports/messenger.ts';
import type { DrainRun } from './drain-run.ts';

/**
 * The form in which an action goes out, and its call: none where `method` is missing. `home`: the channel of its first form, where
 * `channel` is the fallback.
 */
export type Aim = {
  options: PostOptions;
  method?: 'post' | 'edit' | 'look-up';
  channel: string;
  home?: string;
};

export const NO_AIM: Aim = { options: {}, channel: '' };

/** The waits that an action is subject to (R21). */
export const waitKeys = ({ method, channel, home = channel }: Aim): string[] => {
  if (method === undefined) return [];
  const ofPosts = method === 'post' ? [`channel:${home}`] : [];
  return [`${method}:${channel}`, ...ofPosts, 'token', 'slack'];
};

/**
 * Where the next action of a ticket or notice goes (R24): a card whose ticket names a digest goes into its thread. A digest that
 * was passed over has no thread: the card stands on its own, and so does one that replaces another (R22).
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
  if (action.do === 'look-up')
    return { options: {}, method: 'look-up', channel: deliverable.delivery.attempt?.channel ?? '' };
  const name = attemptName(deliverable, action);
  if (name === undefined) return NO_AIM;
  let options: PostOptions = {};
  if (name === 'card' && isFirstCard(deliverable)) {
    const { market, vendorId } = deliverable.key;
    const notice = deliverable.facts.announcement;
    const digest = await readDigest({ market, vendorId, notice }, run);
    if (digest && digest.delivery.shownVersion < digest.outbox.version) return { after: digest };
    const thread = digest && messageOf(digest);
    if (thread) options = { thread };
  }
  const { messenger } = run.services;
  const home = messenger.destination(deliverable, name, options).channel;
  options = { ...options, ...run.forms.get(formKey(deliverable, name)) };
  const { channel } = messenger.destination(deliverable, name, options);
  return { options, method: 'post', channel, home };
};

const isFirstCard = (
  deliverable: Deliverable,
): deliverable is Ticket & { facts: { announcement: DigestName } } =>
  deliverable.type === 'ticket' &&
  deliverable.facts.announcement.startsWith('digest/') &&
  deliverable.delivery.ts === undefined &&
  deliverable.delivery.replaced === undefined;

/** One that cannot be read is as good as gone (R24): its cards stand on their own. */
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

/** Under which a drain remembers the form of a message. A new version may be taken in its first form. */
export const formKey = (deliverable: Deliverable, name: AttemptName | 'edit'): string =>
  `${deliverableId(deliverable.key)} ${name} ${deliverable.outbox.version}`;

/** The card or notice itself, where it is in Slack. */
export const messageOf = ({ delivery: { channel, ts } }: Deliverable): Place | undefined =>
  channel === undefined || ts === undefined ? undefined : { channel, ts };
