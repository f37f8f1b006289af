import { isAsking } from '../coupang-record.ts';
import type { Breakage } from '../breakage.ts';
import { toldOtherwise } from './told-otherwise.ts';

/** Of several asking posts only the newest is seen (R10). */
export const oneTicketForTwoPosts: Breakage = {
  name: 'one ticket for two posts',
  breakSource: toldOtherwise((inquiry) => {
    const newest = inquiry.posts.findLast(isAsking);
    return { ...inquiry, posts: inquiry.posts.filter((post) => post === newest || !isAsking(post)) };
  }),
};
