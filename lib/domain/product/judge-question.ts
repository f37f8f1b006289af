import { defined } from '../defined.ts';
import { orderPosts, postKey } from '../inquiry/asking-posts.ts';
import type { Inquiry, Post } from '../inquiry/inquiry.ts';
import { maskPersonalData } from '../inquiry/mask.ts';
import { normalText } from '../inquiry/plain-text.ts';
import { lastSending } from '../ticket/act.ts';
import type { FoundEnd } from '../ticket/own-end.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** The seller's comments that the ticket did not know when it opened, oldest first. */
const newComments = ({ knownPosts = [] }: Ticket['facts'], inquiry: Inquiry): Post[] =>
  orderPosts(inquiry.posts).filter((post) => !knownPosts.includes(postKey(post)));

/**
 * Why a question ended: the first new comment answers it. `undefined`: it still asks.
 * Assumption: comment-means-answered.
 */
export const judgeQuestion = ({ facts }: Pick<Ticket, 'facts'>, inquiry: Inquiry): FoundEnd | undefined => {
  const [answer] = newComments(facts, inquiry);
  if (!answer) return undefined;
  const inTime = answer.at === undefined ? undefined : answer.at <= facts.dueAt;
  return {
    outcome: 'answered',
    endedBy: `post/${postKey(answer)}`,
    ...defined({ answeredAt: answer.at, inTime, answeredBy: authorOf(answer, facts) }),
  };
};

/** Coupang names no author. A comment with the text of a reply that was sent from Slack is its person's. */
const authorOf = ({ text }: Post, { act }: Ticket['facts']): string | undefined => {
  const sent = lastSending(act);
  const isOwn =
    sent?.do === 'reply' &&
    sent.sendingAt !== undefined &&
    normalText(maskPersonalData(sent.text ?? '')) === normalText(text);
  return isOwn && sent.wingId !== undefined ? maskPersonalData(sent.wingId) : undefined;
};
