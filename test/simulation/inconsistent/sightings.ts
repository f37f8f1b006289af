import { MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import type { CoupangTruth, Request } from './record.ts';
import type { ServedCall } from './serve.ts';

/**
 * Since when the primary pages have shown a request without a break: its row, and its post as asking. Epoch ms.
 */
export type Sighting = {
  request: Request;
  rowSince: number | undefined;
  postSince: number | undefined;
  lastAt: number;
};

/** A request that no page shows for so long is no longer shown. */
const BREAK_MS = 3 * MINUTE_MS;
/**
 * A row without the post cannot be told from an old copy of the request before it, if that one ended so short a time ago.
 */
const OLD_COPY_MS = 150 * MINUTE_MS;

/** What the primary pages showed of each request. */
export const createSightings = (truth: CoupangTruth) => {
  const sightings = new Map<Request, Sighting>();
  const mayBeOldCopy = ({ inquiryId, madeAt }: Request, at: number): boolean =>
    truth.requests.some(
      (other) =>
        other.inquiryId === inquiryId &&
        other.madeAt < madeAt &&
        at - (other.ended?.at ?? -Infinity) < OLD_COPY_MS,
    );
  return {
    all: () => sightings.values(),
    note: ({ at, rows }: ServedCall): void => {
      for (const { inquiryId, rowsAt, postsAt, shows } of rows)
        for (const request of truth.openRequests(inquiryId)) {
          const isPost = shows.includes(request.answerId) && postsAt >= request.madeAt;
          if (Math.max(rowsAt, postsAt) < request.madeAt || (!isPost && mayBeOldCopy(request, at))) continue;
          const known = sightings.get(request);
          const before = known && at - known.lastAt <= BREAK_MS ? known : undefined;
          sightings.set(request, {
            request,
            rowSince: before?.rowSince ?? at,
            postSince: isPost ? (before?.postSince ?? at) : undefined,
            lastAt: at,
          });
        }
    },
  };
};
