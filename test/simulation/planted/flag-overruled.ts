import type { Breakage } from '../breakage.ts';
import { toldOtherwise } from './told-otherwise.ts';

/** Every vendor post ends the posts before it, although Coupang's flag says otherwise (R10). */
export const flagOverruled: Breakage = {
  name: "Coupang's flag overruled by a vendor's post",
  breakSource: toldOtherwise((inquiry) => {
    const last = inquiry.posts.findLastIndex(({ by }) => by === 'vendor');
    const posts = inquiry.posts.map((post, index) =>
      index < last && post.by === 'csAgent' ? { ...post, transfer: 'answered' as const } : post,
    );
    return { ...inquiry, posts };
  }),
};
