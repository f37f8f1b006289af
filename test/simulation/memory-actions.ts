import { isAsking } from 'fake-coupang';
import type { CoupangRefusal } from '../../lib/domain/ticket/act.ts';
import { type ActionResult, type InquiryActions, SourceError } from '../../lib/workflows/ports/coupang.ts';
import { type CoupangPeople, dueAtOf } from './coupang-people.ts';
import { type Effect, plain } from './effect.ts';
import { makeUpSourceError } from './made-up-errors.ts';

/** One POST to Coupang. Epoch ms. */
export type Sent = {
  does: 'reply' | 'confirm';
  inquiryId: string;
  /** The post that a reply answers. */
  parentAnswerId?: string;
  content?: string;
  login: string;
  sentAt: number;
  /** When Coupang did it, by our clock. */
  doneAt?: number;
};

/**
 * A made-up Coupang behind the InquiryActions port, with its own record of every POST.
 * @param now epoch ms
 */
export const createMemoryActions = (
  coupang: CoupangPeople,
  now: () => number,
  effect: Effect = plain,
  onSent: (post: Sent) => void = () => {},
) => {
  const sent: Sent[] = [];

  const refusalOf = (post: Sent): CoupangRefusal | undefined => {
    const { does, inquiryId, parentAnswerId } = post;
    const inquiry = coupang.inquiry(inquiryId);
    if (!inquiry) return 'other-vendor';
    const asking = inquiry.posts
      .filter((shown) => isAsking(shown) && (does === 'confirm' || shown.answerId === parentAnswerId))
      .flatMap(({ answerId }) => coupang.record.posts.get(answerId) ?? []);
    if (asking.length > 0 && asking.every((request) => dueAtOf(request) <= coupang.now())) return 'closed';
    const mayBe = asking.length > 0 && (inquiry.list === 'TRANSFER') === (does === 'confirm');
    return mayBe ? undefined : does === 'confirm' ? 'not-confirmable' : 'not-answerable';
  };
  const take = (post: Sent): ActionResult => {
    coupang.goOn();
    const code = refusalOf(post);
    if (code !== undefined) return { is: 'refused', refusal: { code } };
    if (post.does === 'confirm') coupang.confirm(post.inquiryId);
    else coupang.answer(post.inquiryId, post.login);
    post.doneAt = now();
    return { is: 'done' };
  };
  /** Like the client: nothing is sent after `stopAt`, and only an error that states it means that nothing was done. */
  const send = async (post: Omit<Sent, 'sentAt'>, stopAt: number): Promise<ActionResult> => {
    if (now() >= stopAt) return { is: 'failed', failure: makeUpSourceError('reading') };
    const noted = { ...post, sentAt: now() };
    sent.push(noted);
    onSent(noted);
    try {
      return await effect('coupang.post', () => take(noted), { detail: `${post.inquiryId} ${post.login}` });
    } catch (error) {
      return error instanceof SourceError
        ? { is: 'failed', failure: error }
        : { is: 'unsure', failure: makeUpSourceError('reading') };
    }
  };
  const actions: InquiryActions = {
    reply: ({ replyBy: login, ...reply }, stopAt) => send({ does: 'reply', login, ...reply }, stopAt),
    confirm: ({ confirmBy: login, inquiryId }, stopAt) => send({ does: 'confirm', login, inquiryId }, stopAt),
  };
  return { actions, sent };
};
