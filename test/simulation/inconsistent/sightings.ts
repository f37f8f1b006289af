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

/** A request that no page shows for this long counts as no longer shown. */
const BREAK_MS = 3 * MINUTE_MS;
/**
 * A row without the post looks like an old copy of the request before it, if that request ended within this time. The
 * same holds for a post that asks again, if the row does not show its new time.
 */
const OLD_COPY_MS = 150 * MINUTE_MS;
/** Later, too, such a post looks like an old copy: a reader may ask Coupang twice before a card follows. */
const ASK_TWICE_MS = 10 * MINUTE_MS;

/** Records what the primary pages showed of each request. */
export const createSightings = (truth: CoupangTruth) => {
  const sightings = new Map<Request, Sighting>();
  /** The requests of the inquiry from before that ended a short time ago. */
  const justEnded = ({ inquiryId, madeAt }: Request, at: number): Request[] =>
    truth.requests.filter(
      (other) =>
        other.inquiryId === inquiryId &&
        other.madeAt < madeAt &&
        at - (other.ended?.at ?? -Infinity) < OLD_COPY_MS,
    );
  return {
    all: () => sightings.values(),
    note: ({ at, rows }: ServedCall): void => {
      for (const { inquiryId, rowsAt, postsAt, shows, isTimed } of rows)
        for (const request of truth.openRequests(inquiryId)) {
          const before = justEnded(request, at);
          const isSamePost = ({ answerId }: Request): boolean => answerId === request.answerId;
          const isPost =
            shows.includes(request.answerId) &&
            postsAt >= request.madeAt &&
            (isTimed || !before.some(isSamePost));
          if (Math.max(rowsAt, postsAt) < request.madeAt || (!isPost && before.length > 0)) continue;
          const known = sightings.get(request);
          const unbroken = known && at - known.lastAt <= BREAK_MS ? known : undefined;
          const looksOld = !isTimed && truth.requests.find(isSamePost) !== request;
          const since = looksOld ? at + ASK_TWICE_MS : at;
          sightings.set(request, {
            request,
            rowSince: unbroken?.rowSince ?? since,
            postSince: isPost ? (unbroken?.postSince ?? since) : undefined,
            lastAt: at,
          });
        }
    },
  };
};
