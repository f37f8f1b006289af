import type { SimulatedInquiry, SimulatedPost } from '../../local/simulator/simulated-inquiry.ts';

/** One post that asks or asked, told from Coupang's side alone. */
export type HandOver = {
  /** `<inquiryId>/<answerId>` */
  id: string;
  /** Listed, and the oldest post that asks: a ticket must stand for it. */
  isShown: boolean;
  end: 'open' | 'answered' | 'auto-closed' | 'confirmed' | 'withdrawn' | 'decided-by-coupang' | undefined;
};

export const handOvers = (inquiry: SimulatedInquiry): HandOver[] => {
  const oldest = inquiry.list === 'ANSWER' ? undefined : inquiry.posts.find(isAsking);
  return inquiry.posts
    .filter((post) => post.answerType === 'csAgent')
    .map((post) => ({
      id: `${inquiry.inquiryId}/${post.answerId}`,
      isShown: post === oldest,
      end: endOf(post, inquiry.posts),
    }));
};

/** The newest post that asks, whose text the card shows. */
export const newestAsking = (inquiry: SimulatedInquiry): SimulatedPost | undefined =>
  inquiry.posts.findLast(isAsking);

const isAsking = (post: SimulatedPost): boolean => post.transferStatus === 'requestAnswer';

const endOf = (post: SimulatedPost, posts: SimulatedPost[]): HandOver['end'] => {
  if (isAsking(post)) return 'open';
  switch (post.completeReason) {
    case 'CANCEL':
      return 'withdrawn';
    case 'DISPUTE_PROCESS':
      return 'decided-by-coupang';
    case 'DISPUTE_PROCESS_COMPLETE':
      return 'confirmed';
    case 'NONE':
      return endByPost(posts.slice(posts.indexOf(post)).find(({ answerType }) => answerType === 'vendor'));
  }
};

const endByPost = (post: SimulatedPost | undefined): HandOver['end'] =>
  post && (post.content.startsWith('[쿠팡 시스템]') ? 'auto-closed' : 'answered');
