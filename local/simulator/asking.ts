import type { SimulatedInquiry, SimulatedPost } from './simulated-inquiry.ts';
import { DAY_MS } from '../../lib/domain/time/durations.ts';

export const isAsking = (post: SimulatedPost): boolean => post.transferStatus === 'requestAnswer';

/** When the 24 hours of an asking post end, epoch ms. Source: coupang-api.md section 5. */
export const endsAt = ({ replyAt }: SimulatedPost): number => replyAt + DAY_MS;

/** Coupang closes only posts that want a reply. */
export const nextToClose = ({ posts }: SimulatedInquiry): SimulatedPost | undefined =>
  posts.filter((post) => post.needAnswer).toSorted((a, b) => a.replyAt - b.replyAt)[0];
