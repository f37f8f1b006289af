import { askingPosts, namelessAskingPost, newestAgentPost } from '../inquiry/asking-posts.ts';
import { storedText } from '../inquiry/plain-text.ts';
import { judgePosts } from '../request/judge-posts.ts';
import type { SourceRules } from '../request/source-rules.ts';

export const HAND_OVER_RULES: SourceRules = {
  requestsOf: (inquiry) => askingPosts(inquiry).map((post) => ({ answerId: post.answerId, post })),
  judge: judgePosts,
  textOf: (inquiry, post) => {
    const shown = post ?? namelessAskingPost(inquiry) ?? newestAgentPost(inquiry);
    const { text, isCut } = shown?.text ? shown : { text: inquiry.content, isCut: inquiry.isCut };
    const link = formLink(text);
    return {
      ...storedText(text, isCut),
      ...(link !== undefined && { formLink: storedText(link).text }),
    };
  },
};

/** Printable ASCII without closing marks. Korean text may follow a link without a space. */
const LINK = /https?:\/\/[!#-&(*-;=?-\\^-~]+/gi;
const WANTS_FORM = /링크를\s*통해\s*(답변|회신)|\[판매자님\s*회신\s*필요\s*사항\]/;
const FORM_HOST = /^https?:\/\/coupa\.ng(\/|$)/i;

/**
 * The form through which a post wants its answer: a `coupa.ng` link, or any link if the text requests it. The API cannot answer such a
 * hand-over. Source: coupang-api.md section 3. @internal
 */
export const formLink = (text: string): string | undefined => {
  const links = (text.match(LINK) ?? []).map(withoutPunctuation);
  return links.find((link) => FORM_HOST.test(link)) ?? (WANTS_FORM.test(text) ? links[0] : undefined);
};

/** A pattern that ends with `$` would take quadratic time. */
const withoutPunctuation = (link: string): string => {
  let end = link.length;
  while ('.,;:!?'.includes(link.charAt(end - 1)) && end > 0) end -= 1;
  return link.slice(0, end);
};
