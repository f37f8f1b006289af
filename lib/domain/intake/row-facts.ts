import { createHash } from 'node:crypto';
import { defined } from '../defined.ts';
import { postKey } from '../inquiry/asking-posts.ts';
import type { Inquiry, Post } from '../inquiry/inquiry.ts';
import { normalText } from '../inquiry/plain-text.ts';
import type { Listing } from '../reading/merge-readings.ts';
import { SOURCE_RULES } from '../registry/source-rules.ts';
import { type Kind, type Source, sourceOfKind, SOURCES } from '../sources.ts';
import { listedFactsOf } from '../ticket/ticket-changes.ts';
import { ownPostId } from '../ticket/ticket-id.ts';
import type { AttentionRow, ListedFacts, Sibling, Ticket, TicketKey } from '../ticket/ticket.ts';
import { movedClock } from './request-clock.ts';

export const ownPostOf = ({ posts }: Inquiry, key: Pick<TicketKey, 'answerId'>): Post | undefined => {
  const id = ownPostId(key);
  return id === undefined ? undefined : posts.find(({ answerId }) => answerId === id);
};

export const knownPostsOf = ({ posts }: Pick<Inquiry, 'posts'>): string[] => posts.map(postKey);

/** While the first list is incomplete, a request of its kind that only another list shows keeps its kind. */
export const kindOf = (
  { kind, kindIsSure }: Pick<Listing, 'kind' | 'kindIsSure'>,
  before: Kind,
  isClosed: boolean,
): Kind => (!kindIsSure && !isClosed && before === SOURCES[sourceOfKind(kind)].kinds[0] ? before : kind);

/** @param post the request's own post, if it has one */
export const shownFacts = (
  { source }: Pick<TicketKey, 'source'>,
  inquiry: Inquiry,
  post: Post | undefined,
) => {
  const { inquiryId, content, isCut, counselingStatus, isComplete, posts, ...facts } = inquiry;
  return { ...SOURCE_RULES[source].textOf(inquiry, post), ...facts };
};

/**
 * The facts of a ticket as an inquiry shows them. A field that Coupang omits keeps its old value, and an erased text stays empty.
 * @param isNewest the row's kind is this request's
 */
export const seenFacts = (
  ticket: Ticket,
  row: Pick<Listing, 'inquiry'> & Partial<Listing>,
  isNewest: boolean,
  now: number,
): ListedFacts => {
  const { inquiry, kind, kindIsSure = true } = row;
  const own = ownPostOf(inquiry, ticket.key);
  const { text, isTextCut, formLink, ...seen } = shownFacts(ticket.key, inquiry, own);
  const listed = listedFactsOf(ticket.facts);
  const { text: before, isTextCut: wasCut, formLink: linkBefore, ...kept } = listed;
  const isOwnMissing = ownPostId(ticket.key) !== undefined && own === undefined;
  const texts = isOwnMissing
    ? { text: before, isTextCut: wasCut, formLink: linkBefore }
    : kept.erased
      ? { text: '', formLink: formLink && '' }
      : { text, isTextCut, formLink };
  return {
    ...kept,
    ...seen,
    ...defined(texts),
    ...movedClock(listed, own, now),
    ...(isNewest &&
      kind && { kind: kindOf({ kind, kindIsSure }, ticket.facts.kind, ticket.facts.state === 'closed') }),
  };
};

/** The meaning of a fingerprint. A `past` ticket is compared no more, and an `ended` one just stays listed. */
export type Compared = 'open' | 'closed' | 'past';

const PAST = 'past/';
/** Whether the request was past when a list last showed it, by the index alone. */
export const isPastMark = (fingerprint: string | undefined): boolean =>
  fingerprint?.startsWith(PAST) === true;

/**
 * Hash of all that a poll compares. For a closed ticket it covers only the links and what can re-open it. 48 bits: it is
 * compared only with the hash of the same ticket before.
 */
export const fingerprintOf = (
  row: Listing,
  key: Pick<TicketKey, 'source' | 'answerId'>,
  compared: { as: Compared; kind: Kind; isNewest: boolean; linked: readonly string[] },
): string => {
  const { inquiry } = row;
  const { as, kind, isNewest, linked } = compared;
  const own = ownPostOf(inquiry, key);
  const facts = Object.entries(shownFacts(key, inquiry, own))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => [name, typeof value === 'string' ? normalText(value) : value]);
  const posts = inquiry.posts.map((post) => [postKey(post), post.transfer, post.completeReason]);
  const state = as === 'open' ? facts : [isNewest];
  const all = [as, kind, key.answerId, own?.at, posts, state, linked.toSorted()];
  const hash = createHash('sha256').update(JSON.stringify(all)).digest('base64url').slice(0, 8);
  return as === 'past' ? `${PAST}${hash}` : hash;
};

/** The inquiry's other open tickets with a card. */
export const linkedIds = (
  own: string,
  tickets: readonly Pick<AttentionRow, 'answerId' | 'closedAt' | 'shownVersion'>[],
): string[] =>
  tickets.flatMap(({ answerId, closedAt, shownVersion }) =>
    answerId !== own && closedAt === undefined && shownVersion > 0 ? [answerId] : [],
  );

/**
 * Whether the index alone shows that the row changes nothing, which saves a quiet poll the consistent read: each request of the row has a
 * ticket with this row's fingerprint, and no other ticket of the inquiry has one.
 * @param rows rows of the inquiry in the index
 */
export const isUnchanged = (rows: readonly AttentionRow[], row: Listing, source: Source): boolean => {
  const kept = rows.filter(({ fingerprint }) => fingerprint !== undefined);
  const ids = SOURCE_RULES[source].requestsOf(row.inquiry, true).map(({ answerId }) => answerId);
  const isSame = (entry: AttentionRow): boolean => {
    const isNewest = ids.length === 0 || entry.answerId === ids.at(-1);
    const isClosed = entry.closedAt !== undefined;
    const kind = isNewest ? kindOf(row, entry.kind, isClosed) : entry.kind;
    const linked = linkedIds(entry.answerId, rows);
    const states: readonly Compared[] = isClosed ? ['closed', 'past'] : ['open'];
    return states.some(
      (as) =>
        entry.fingerprint ===
        fingerprintOf(row, { source, answerId: entry.answerId }, { as, kind, isNewest, linked }),
    );
  };
  if (kept.length === 0 || kept.length !== Math.max(1, ids.length)) return false;
  const isExpected = ({ answerId }: AttentionRow): boolean => ids.length === 0 || ids.includes(answerId);
  return kept.every((entry) => isExpected(entry) && isSame(entry));
};

/** The inquiry's tickets with a card, oldest first. Other cards link to them. */
export const siblingsOf = (key: Pick<TicketKey, 'answerId'>, tickets: readonly Ticket[]): Sibling[] =>
  tickets
    .filter((other) => other.key.answerId !== key.answerId)
    .flatMap(({ key: { answerId }, facts: { askedAt }, delivery: { channel, ts, threadTs } }) =>
      channel === undefined || ts === undefined
        ? []
        : [{ answerId, askedAt, channel, ts, ...defined({ threadTs }) }],
    )
    .sort((a, b) => a.askedAt - b.askedAt);
