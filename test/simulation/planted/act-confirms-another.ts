import { askingPosts } from '../../../lib/domain/inquiry/asking-posts.ts';
import { answersTo, postIdsOf } from '../../../lib/domain/ticket/ticket-id.ts';
import type { Breakage } from '../breakage.ts';

/** A confirmation looks only at its own post, and reaches a newer one that nobody has read (R28). */
export const actConfirmsAnother: Breakage = {
  name: 'a confirmation that reaches another post',
  worse: { presses: 0.06, acts: 0.2 },
  misreadForAct: (inquiry, ticket) => {
    const asking = askingPosts(inquiry).map(({ answerId }) => answerId);
    const isOther = (id: string | undefined): boolean =>
      id !== undefined && asking.includes(id) && !answersTo(postIdsOf(ticket), id);
    return { ...inquiry, posts: inquiry.posts.filter(({ answerId }) => !isOther(answerId)) };
  },
};
