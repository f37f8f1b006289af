import { answersTo, postIdsOf } from '../../../lib/domain/ticket/ticket-id.ts';
import type { Breakage } from '../breakage.ts';

/** An act is compared with the text of the last poll, not with what Coupang shows now (R28). */
export const actEditNotSeen: Breakage = {
  name: 'an act for a request that was edited since the poll',
  worse: { presses: 0.06, acts: 0.2 },
  misreadForAct: (inquiry, ticket) => {
    const { text } = ticket.facts;
    const posts = inquiry.posts.map((post) =>
      answersTo(postIdsOf(ticket), post.answerId) ? { ...post, text } : post,
    );
    return { ...inquiry, posts };
  },
};
