import { postKey } from '../inquiry/asking-posts.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import { maskPersonalData } from '../inquiry/mask.ts';
import { normalText } from '../inquiry/plain-text.ts';
import { lastSending } from '../ticket/act.ts';
import type { FoundEnd } from '../ticket/own-end.ts';
import type { ListedFacts } from '../ticket/ticket.ts';

/** Coupang names no author. A comment with the text of a reply that was sent from Slack is its person's. @returns the masked login */
export const authorOf = (
  { endedBy }: FoundEnd,
  { posts }: Inquiry,
  { act }: Pick<ListedFacts, 'act'>,
): string | undefined => {
  const answer = posts.find((post) => endedBy === `post/${postKey(post)}`);
  const sent = lastSending(act);
  const isOwn =
    sent?.do === 'reply' &&
    sent.sendingAt !== undefined &&
    normalText(maskPersonalData(sent.text ?? '')) === normalText(answer?.text ?? '');
  return isOwn && sent.wingId !== undefined ? maskPersonalData(sent.wingId) : undefined;
};
