import type { Kind } from '../sources.ts';
import { createHash } from 'node:crypto';
import { type AskingPost, namelessAskingPost, newestAgentPost, postKey } from '../inquiry/asking-posts.ts';
import type { Inquiry, InquiryFacts, Post } from '../inquiry/inquiry.ts';
import { normalText, storedText } from '../inquiry/plain-text.ts';
import type { Listing } from '../reading/merge-readings.ts';
import { answersTo, type PostIds } from '../ticket/ticket-id.ts';
import type { AttentionRow, TicketFacts } from '../ticket/ticket.ts';

/** @param post the ticket's own post. Without it, the newest agent's post is shown (R10) */
export const readFacts = (inquiry: Inquiry, post: Post | undefined) => {
  const shown = post ?? newestAgentPost(inquiry);
  const { text, isCut } = shown?.text ? shown : { text: inquiry.content, isCut: inquiry.isCut };
  const link = formLink(text);
  return {
    ...storedText(text, isCut),
    ...inquiryFacts(inquiry),
    ...(link !== undefined && { formLink: storedText(link).text }),
  };
};

const inquiryFacts = ({
  inquiryId: _inquiryId,
  content: _content,
  isCut: _isCut,
  counselingStatus: _counselingStatus,
  posts: _posts,
  ...facts
}: Inquiry): InquiryFacts => facts;

export const ownPost = ({ inquiry }: Pick<Listing, 'inquiry'>, ticket: PostIds): Post | undefined =>
  inquiry.posts.find(({ answerId }) => answersTo(ticket, answerId));

export const postToShow = (row: Pick<Listing, 'inquiry'>, ticket: PostIds): Post | undefined =>
  ownPost(row, ticket) ?? namelessAskingPost(row.inquiry);

/** While NO_ANSWER is incomplete, a reply that only TRANSFER shows stays a reply (R12). */
export const kindOf = (
  { kind, kindIsSure }: Pick<Listing, 'kind' | 'kindIsSure'>,
  ticket: Pick<TicketFacts, 'kind' | 'closedAt'>,
): Kind => (!kindIsSure && ticket.closedAt === undefined && ticket.kind === 'reply' ? 'reply' : kind);

export type Compared = {
  own: Post | undefined;
  kind: Kind;
  isNewest: boolean;
  isClosed: boolean;
  /** Answer ids of the inquiry's other open tickets with a card, to which this card links. */
  linked: readonly string[];
};

/** Hash of all that a poll compares. For a closed ticket it covers only the links and what can re-open it. */
export const fingerprintOf = (
  { inquiry, asking }: Listing,
  { own, kind, isNewest, isClosed, linked }: Compared,
): string => {
  const facts = Object.entries(readFacts(inquiry, own))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => [name, typeof value === 'string' ? normalText(value) : value]);
  const asks = asking.some(({ answerId }) => answerId === own?.answerId);
  // If the post no longer asks, any other post may have ended it.
  const ends = asks ? [] : [inquiry.posts.length, own?.transfer, own?.completeReason];
  const shown = inquiry.posts.map((post) => [postKey(post), post.transfer, post.completeReason]);
  const state = isClosed ? [isNewest, asks, own?.at, shown] : [own?.at, facts, ends];
  const compared = [kind, own?.answerId, state, linked.toSorted()];
  return createHash('sha256').update(JSON.stringify(compared)).digest('base64url').slice(0, 22);
};

/**
 * Whether the index rows alone show that nothing changed, which saves a quiet poll the consistent read. Each asking post needs a row with
 * this listing's fingerprint, and no other row may have a fingerprint.
 * @param rows rows of the inquiry
 */
export const isUnchanged = (rows: readonly AttentionRow[], observed: Listing): boolean => {
  const posts = observed.asking.length > 0 ? observed.asking : [undefined];
  const kept = rows.filter(({ fingerprint }) => fingerprint !== undefined);
  const isSame = (post: AskingPost | undefined, index: number): boolean => {
    const row = post ? kept.find((entry) => answersTo(entry, post.answerId)) : kept[0];
    // After a closing, time decides about a row without an asking post (R10).
    if (!row || (!post && row.closedAt !== undefined)) return false;
    const isNewest = index === posts.length - 1;
    const kind = isNewest ? kindOf(observed, row) : row.kind;
    const linked = rows
      .filter((other) => other !== row && other.closedAt === undefined && other.shownVersion > 0)
      .map(({ answerId }) => answerId);
    const own = post ?? postToShow(observed, row);
    const isClosed = row.closedAt !== undefined;
    return row.fingerprint === fingerprintOf(observed, { own, kind, isNewest, isClosed, linked });
  };
  return kept.length === posts.length && posts.every(isSame);
};

/** Printable ASCII without closing marks. Korean text may follow a link without a space. */
const LINK = /https?:\/\/[!#-&(*-;=?-\\^-~]+/gi;
const WANTS_FORM = /링크를\s*통해\s*(답변|회신)|\[판매자님\s*회신\s*필요\s*사항\]/;
const FORM_HOST = /^https?:\/\/coupa\.ng(\/|$)/i;

/**
 * The form through which a post wants its answer (I4): a `coupa.ng` link, or any link if the text requests it. The API cannot answer such a
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
