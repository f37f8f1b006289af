import { askingPosts, namelessAskingPost, newestAgentPost } from '../inquiry/asking-posts.ts';
import { storedText } from '../inquiry/plain-text.ts';
import { inquiryFacts } from '../request/inquiry-facts.ts';
import { judgePosts } from '../request/judge-posts.ts';
import type { SourceRules } from '../request/source-rules.ts';
import { formLink } from './form-link.ts';

export const HAND_OVER_RULES: SourceRules = {
  requestsOf: (inquiry) => askingPosts(inquiry).map((post) => ({ answerId: post.answerId, post })),
  judge: judgePosts,
  factsOf: (inquiry, post) => {
    const shown = post ?? namelessAskingPost(inquiry) ?? newestAgentPost(inquiry);
    const { text, isCut } = shown?.text ? shown : { text: inquiry.content, isCut: inquiry.isCut };
    const link = formLink(text);
    return {
      ...storedText(text, isCut),
      ...inquiryFacts(inquiry),
      ...(link !== undefined && { formLink: storedText(link).text }),
    };
  },
};
