import type { Breakage } from '../breakage.ts';
import { toldOtherwise } from './told-otherwise.ts';

/** Whatever a vendor writes is taken for the end of what asked before it, though Coupang's flag says otherwise (R10). */
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
