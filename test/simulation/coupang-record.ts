import type { Inquiry, ListStatus, Post } from '../../lib/domain/inquiry/inquiry.ts';
import type { Outcome } from '../../lib/domain/ticket/ticket.ts';
import type { Stamp } from './coupang-habits.ts';

export type Listed = { inquiry: Inquiry; list: ListStatus };

/** `isTold`: the inquiry itself says so, of this post and of no other. */
export type End = { outcome: Outcome; at: number; isTold: boolean; login?: string };

/** A time in which a post asked and Coupang listed its inquiry; `until` is Infinity while it does. */
export type Spell = { from: number; until: number };

/** A post that asked, as Coupang knows it. Coupang's clock, epoch ms. */
export type AskedPost = {
  inquiryId: string;
  answerId: string;
  /** When the agent asked, whatever the post says. */
  at: number;
  /** When it came into being, which may be later. */
  madeAt: number;
  /** What it says of its time. */
  stamp: Stamp;
  /** As it stands at Coupang now. */
  post: Post;
  spells: Spell[];
  ends: End[];
  /** A vendor wrote behind it while it asked, and ended nothing. */
  isWrittenTo: boolean;
};

/** Coupang's own record of what was asked and what became of it: the truth that the program is held against. */
export const createCoupangRecord = (now: () => number) => {
  const posts = new Map<string, AskedPost>();
  const ofInquiry = new Map<string, AskedPost[]>();
  /** Inquiries that were ever listed though no post asked. */
  const listedUnasked = new Set<string>();
  /** Inquiries in which the system spoke. */
  const spokenIn = new Set<string>();
  /** How whole inquiries ended, for what stands for one without a post that asked. */
  const inquiryEnds = new Map<string, End[]>();
  /** In which list each inquiry stands, and since when. */
  const lists = new Map<string, { list: ListStatus | undefined; since: number }>();
  const of = (inquiryId: string): AskedPost[] => ofInquiry.get(inquiryId) ?? [];
  return {
    posts,
    of,
    listedUnasked,
    spokenIn,
    inquiryEnds,
    listedSince: (inquiryId: string): number => lists.get(inquiryId)?.since ?? -Infinity,
    add: (post: Post & { answerId: string }, asks: Pick<AskedPost, 'inquiryId' | 'at' | 'stamp'>): void => {
      const { answerId } = post;
      const { inquiryId } = asks;
      const asked: AskedPost = {
        ...asks,
        answerId,
        madeAt: now(),
        post,
        spells: [],
        ends: [],
        isWrittenTo: false,
      };
      posts.set(answerId, asked);
      ofInquiry.set(inquiryId, [...of(inquiryId), asked]);
    },
    end: (asked: AskedPost, end: End): void => void asked.ends.push(end),
    endInquiry: (inquiryId: string, end: End): void => {
      inquiryEnds.set(inquiryId, [...(inquiryEnds.get(inquiryId) ?? []), end]);
    },
    /** After whatever happened to an inquiry: which of its posts ask from then on, and which no more. */
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
      if (isListed && !listed.inquiry.posts.some(isAsking)) listedUnasked.add(inquiryId);
    },
  };
};

export type CoupangRecord = ReturnType<typeof createCoupangRecord>;

/** Coupang's flag says so, and nothing has decided it. The word may be one that nobody knows. */
export const isAsking = ({ by, transfer, needAnswer, completeReason }: Post): boolean =>
  by === 'csAgent' &&
  completeReason === 'NONE' &&
  (transfer === 'requestAnswer' || (transfer === 'unknown' && needAnswer));

/** Whether each post of an inquiry tells when it asked: else nobody can tell their order, and whom an answer means. */
export const isOrdered = (posts: readonly AskedPost[]): boolean =>
  posts.every(({ stamp }) => stamp === 'true');
