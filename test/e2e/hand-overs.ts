import { isAsking, type SimulatedInquiry, type SimulatedPost } from 'fake-coupang';

/** One post that asks or asked, as Coupang knows it. */
export type HandOver = {
  /** `<inquiryId>/<answerId>` */
  id: string;
  /** It asks and its inquiry is listed, so there must be a ticket. */
  isShown: boolean;
  end: 'open' | 'answered' | 'auto-closed' | 'confirmed' | 'withdrawn' | 'decided-by-coupang' | undefined;
};

export const handOvers = ({ inquiryId, list, posts }: SimulatedInquiry): HandOver[] =>
  posts
    .filter((post) => post.answerType === 'csAgent')
    .map((post) => ({
      id: `${inquiryId}/${post.answerId}`,
      isShown: list !== 'ANSWER' && isAsking(post),
      end: endOf(post, posts),
    }));

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
      return endByPost(
        posts.find(({ parentAnswerId }) => parentAnswerId === post.answerId) ??
          posts.slice(posts.indexOf(post)).find(namesNone),
      );
  }
};

const namesNone = ({ answerType, parentAnswerId }: SimulatedPost): boolean =>
  answerType === 'vendor' && parentAnswerId === undefined;

const endByPost = (post: SimulatedPost | undefined): HandOver['end'] =>
  post && (post.content.startsWith('[쿠팡 시스템]') ? 'auto-closed' : 'answered');

/** As the ledger names a question. A hand-over may have the same number. */
export const questionId = ({ inquiryId }: { inquiryId: string }): string => `product/${inquiryId}`;
