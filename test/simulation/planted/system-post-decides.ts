import type { Breakage } from '../breakage.ts';
import { toldOtherwise } from './told-otherwise.ts';

/** The system's post wins over an answer that came in time (R14). */
export const systemPostDecides: Breakage = {
  name: 'a system post before the answer in time',
  breakSource: toldOtherwise((inquiry) => {
    const hasSpoken = inquiry.posts.some(({ by }) => by === 'system');
    return { ...inquiry, posts: inquiry.posts.filter(({ by }) => !hasSpoken || by !== 'vendor') };
  }),
};
