import { isAsking, MARKET_TEXTS, type SimulatedInquiry, type SimulatedPost } from 'fake-coupang';
import type { Outcome } from '../../lib/domain/ticket/ticket.ts';
import type { Stamp } from './coupang-habits.ts';

/** `isShown`: the inquiry itself shows this end, for this post only. */
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
  /** The kind of time that the post shows, and the time. */
  stamp: Stamp;
  shownAt: number | undefined;
  /** The program does not know the word of its flag. */
  isUnknown: boolean;
  spells: Spell[];
  ends: End[];
  /** While it asked, a vendor wrote a post after it that ended nothing. */
  isWrittenTo: boolean;
};

/** The truth that the program is compared with: the requests at Coupang, and how they ended. */
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
  const lists = new Map<string, { list: SimulatedInquiry['list'] | undefined; since: number }>();
  const of = (inquiryId: string): RequestPost[] => ofInquiry.get(inquiryId) ?? [];
  return {
    posts,
    of,
    listedUnasked,
    spokenIn,
    inquiryEnds,
    listedSince: (inquiryId: string): number => lists.get(inquiryId)?.since ?? -Infinity,
    add: (made: Omit<RequestPost, 'madeAt' | 'spells' | 'ends' | 'isWrittenTo'>): RequestPost => {
      const request = { ...made, madeAt: now(), spells: [], ends: [], isWrittenTo: false };
      posts.set(made.answerId, request);
      ofInquiry.set(made.inquiryId, [...of(made.inquiryId), request]);
      return request;
    },
    endInquiry: (inquiryId: string, end: End): void => {
      inquiryEnds.set(inquiryId, [...(inquiryEnds.get(inquiryId) ?? []), end]);
    },
    /** After any event of an inquiry: starts and ends the spells of its posts. */
    note: (inquiryId: string, listed: SimulatedInquiry | undefined, at: number): void => {
      if (lists.get(inquiryId)?.list !== listed?.list)
        lists.set(inquiryId, { list: listed?.list, since: at });
      const isListed = listed !== undefined && listed.list !== 'ANSWER';
      const asking = new Set(isListed ? listed.posts.filter(isAsking).map(({ answerId }) => answerId) : []);
      for (const { answerId, spells } of of(inquiryId)) {
        const last = spells.at(-1);
        const isOpen = last?.until === Infinity;
        const asks = asking.has(answerId);
        if (asks && !isOpen) spells.push({ from: at, until: Infinity });
        if (!asks && last && isOpen) last.until = at;
      }
    },
  };
};

export type CoupangRecord = ReturnType<typeof createCoupangRecord>;

/** Whether a post came after another one, as a page shows them: by their times, else by their places. */
export const isAfter = (
  posts: readonly SimulatedPost[],
  later: SimulatedPost,
  earlier: SimulatedPost,
): boolean => (later.replyAt - earlier.replyAt || posts.indexOf(later) - posts.indexOf(earlier)) > 0;

export const isOfSystem = ({ content }: SimulatedPost): boolean => content === MARKET_TEXTS.KR.autoClosed;

/**
 * Whether each post of an inquiry has its time. Otherwise nobody knows their order, or which post an answer means.
 */
export const isOrdered = (posts: readonly RequestPost[]): boolean =>
  posts.every(({ stamp }) => stamp === 'true');
