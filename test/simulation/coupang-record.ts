import type { ListStatus } from '../../lib/domain/sources.ts';
import type { Inquiry, Post } from '../../lib/domain/inquiry/inquiry.ts';
import type { Outcome } from '../../lib/domain/ticket/ticket.ts';
import type { Stamp } from './coupang-habits.ts';

export type Listed = { inquiry: Inquiry; list: ListStatus };

/** `isTold`: the inquiry itself shows this end, for this post only. */
export type End = { outcome: Outcome; at: number; isShown: boolean; login?: string };

/** A time in which a post asked and its inquiry was listed. `until` is Infinity while it lasts. */
export type Spell = { from: number; until: number };

/** A post that asked, as Coupang knows it. Epoch ms. */
export type RequestPost = {
  inquiryId: string;
  answerId: string;
  /** The true time of asking, whatever time the post shows. */
  at: number;
  /** When the post was made, which may be later. */
  madeAt: number;
  /** The kind of time that the post shows. */
  stamp: Stamp;
  /** The post in its present state. */
  post: Post;
  spells: Spell[];
  ends: End[];
  /** While it asked, a vendor wrote a post after it that ended nothing. */
  isWrittenTo: boolean;
};

/** Coupang's own record of what was asked and how it ended: the truth that the program is compared with. */
export const createCoupangRecord = (now: () => number) => {
  const posts = new Map<string, RequestPost>();
  const ofInquiry = new Map<string, RequestPost[]>();
  /** Inquiries that were ever listed without an asking post. */
  const listedUnasked = new Set<string>();
  /** Inquiries with a system post. */
  const spokenIn = new Set<string>();
  /** How whole inquiries ended, for tickets without an asking post. */
  const inquiryEnds = new Map<string, End[]>();
  /** Each inquiry's list, and since when. */
  const lists = new Map<string, { list: ListStatus | undefined; since: number }>();
  const of = (inquiryId: string): RequestPost[] => ofInquiry.get(inquiryId) ?? [];
  return {
    posts,
    of,
    listedUnasked,
    spokenIn,
    inquiryEnds,
    listedSince: (inquiryId: string): number => lists.get(inquiryId)?.since ?? -Infinity,
    add: (post: Post & { answerId: string }, asks: Pick<RequestPost, 'inquiryId' | 'at' | 'stamp'>): void => {
      const { answerId } = post;
      const { inquiryId } = asks;
      const request: RequestPost = {
        ...asks,
        answerId,
        madeAt: now(),
        post,
        spells: [],
        ends: [],
        isWrittenTo: false,
      };
      posts.set(answerId, request);
      ofInquiry.set(inquiryId, [...of(inquiryId), request]);
    },
    end: (request: RequestPost, end: End): void => void request.ends.push(end),
    endInquiry: (inquiryId: string, end: End): void => {
      inquiryEnds.set(inquiryId, [...(inquiryEnds.get(inquiryId) ?? []), end]);
    },
    /** After any event of an inquiry: starts and ends the spells of its posts. */
    note: (inquiryId: string, listed: Listed | undefined, at = now()): void => {
      if (lists.get(inquiryId)?.list !== listed?.list)
        lists.set(inquiryId, { list: listed?.list, since: at });
      const isListed = listed !== undefined && listed.list !== 'ANSWER';
      for (const { post, spells } of of(inquiryId)) {
        const last = spells.at(-1);
        const isOpen = last?.until === Infinity;
        const asks = isListed && isAsking(post);
        if (asks && !isOpen) spells.push({ from: at, until: Infinity });
        if (!asks && last && isOpen) last.until = at;
      }
      if (isListed && shownAsking(listed.inquiry.posts).length === 0) listedUnasked.add(inquiryId);
    },
  };
};

export type CoupangRecord = ReturnType<typeof createCoupangRecord>;

/** By Coupang's flag, unless a decision ended it. The flag may have an unknown word. */
export const isAsking = ({ by, transfer, needAnswer, completeReason }: Post): boolean =>
  by === 'csAgent' &&
  completeReason === 'NONE' &&
  (transfer === 'requestAnswer' || (transfer === 'unknown' && needAnswer));

/** Whether a post came after another one, as a page shows them: by their times, else by their places. */
export const isAfter = (posts: readonly Post[], later: Post, earlier: Post): boolean =>
  later.at !== undefined && earlier.at !== undefined && later.at !== earlier.at
    ? later.at > earlier.at
    : posts.indexOf(later) > posts.indexOf(earlier);

/** The posts that a reader of a page can see asking. After a vendor's post an unknown word says nothing (R10). */
export const shownAsking = (posts: readonly Post[]): Post[] =>
  posts.filter(
    (post) =>
      isAsking(post) &&
      (post.transfer === 'requestAnswer' ||
        !posts.some((other) => other.by === 'vendor' && isAfter(posts, other, post))),
  );

/**
 * Whether each post of an inquiry has its time. Otherwise nobody knows their order, or which post an answer means.
 */
export const isOrdered = (posts: readonly RequestPost[]): boolean =>
  posts.every(({ stamp }) => stamp === 'true');
