/** A seller's answer on the product page. Epoch ms. */
export type Comment = { commentId: string; at: number };

/** A question from one moment on, until its next version. */
export type QuestionVersion = {
  at: number;
  /** Whether it waits for the seller. */
  isListed: boolean;
  isDeleted: boolean;
  comments: readonly Comment[];
};

export type Question = { inquiryId: string; inquiryAt: number; versions: QuestionVersion[] };

const NO_VERSION: QuestionVersion = { at: -Infinity, isListed: false, isDeleted: true, comments: [] };

/**
 * The true record of the questions on the product pages of one vendor: every question with all its versions.
 * @param now epoch ms
 */
export const createQuestions = (now: () => number) => {
  const questions = new Map<string, Question>();
  // The numbers of hand-overs begin likewise, so that both sources have the same.
  let nextId = 1000;
  const newId = (): string => String((nextId += 1));
  const versionAt = (inquiryId: string, at: number): QuestionVersion =>
    questions.get(inquiryId)?.versions.findLast((version) => version.at <= at) ?? NO_VERSION;
  const change = (inquiryId: string, changes: Partial<QuestionVersion>): void => {
    const before = versionAt(inquiryId, now());
    questions.get(inquiryId)?.versions.push({ ...before, ...changes, at: now() });
  };
  return {
    questions,
    versionAt,
    /** A buyer asks. `agoMs`: how long ago, though it appears only now. */
    ask: (agoMs = 0): string => {
      const inquiryId = newId();
      questions.set(inquiryId, { inquiryId, inquiryAt: now() - agoMs, versions: [] });
      change(inquiryId, { isListed: true, isDeleted: false });
      return inquiryId;
    },
    /** The seller writes a comment in WING. */
    answer: (inquiryId: string): void => {
      const { comments } = versionAt(inquiryId, now());
      change(inquiryId, { isListed: false, comments: [...comments, { commentId: newId(), at: now() }] });
    },
    /** The buyer asks again below the answer. */
    askAgain: (inquiryId: string): void => change(inquiryId, { isListed: true }),
    /** The seller deletes the newest comment. */
    deleteComment: (inquiryId: string): void => {
      const comments = versionAt(inquiryId, now()).comments.slice(0, -1);
      change(inquiryId, { comments, isListed: comments.length === 0 });
    },
    /** Coupang counts it as answered, and shows no comment. */
    hideAnswer: (inquiryId: string): void => change(inquiryId, { isListed: false }),
    /** The buyer deletes it. */
    remove: (inquiryId: string): void => change(inquiryId, { isListed: false, isDeleted: true }),
  };
};

export type QuestionTruth = ReturnType<typeof createQuestions>;
