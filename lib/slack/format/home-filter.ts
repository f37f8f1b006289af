import * as z from 'zod/mini';
import { QUEUE_KINDS, QUEUE_WHO, type QueueFilter } from '../../domain/act/queue.ts';
import { MARKETS } from '../../domain/inquiry/inquiry.ts';
import { isOneOf } from '../../domain/is-one-of.ts';
import { parseJson } from '../../domain/parse-json.ts';

export const HOME_ACTIONS = {
  who: 'home-who',
  kind: 'home-kind',
  vendor: 'home-vendor',
  earlier: 'home-earlier',
  later: 'home-later',
  refresh: 'home-refresh',
  claim: 'claim',
} as const;
export type HomeAction = (typeof HOME_ACTIONS)[keyof typeof HOME_ACTIONS];

/**
 * The filter after a person used the Home; `undefined` for another action or an unknown filter.
 * @param metadata the `private_metadata` of the view
 * @param value of the chosen option
 */
export const filterAfter = (
  metadata: string,
  actionId: string,
  value: string | undefined,
): QueueFilter | undefined => {
  const before = readFilter(metadata);
  switch (actionId) {
    case HOME_ACTIONS.who:
      return isOneOf(value, QUEUE_WHO) ? { ...before, who: value, page: 0 } : before;
    case HOME_ACTIONS.kind:
      return isOneOf(value, QUEUE_KINDS) ? { ...before, kind: value, page: 0 } : before;
    case HOME_ACTIONS.vendor: {
      const { vendor, ...rest } = before;
      const chosen = readVendor(value);
      return { ...rest, ...(chosen && { vendor: chosen }), page: 0 };
    }
    case HOME_ACTIONS.earlier:
      return { ...before, page: before.page - 1 };
    case HOME_ACTIONS.later:
      return { ...before, page: before.page + 1 };
    case HOME_ACTIONS.refresh:
    case HOME_ACTIONS.claim:
      return before;
    default:
      return undefined;
  }
};

/** @internal */
export const FIRST_FILTER: QueueFilter = { who: 'all', kind: 'all', page: 0 };

const filterSchema = z.object({
  who: z.enum(QUEUE_WHO),
  kind: z.enum(QUEUE_KINDS),
  vendor: z.exactOptional(z.object({ market: z.enum(MARKETS), vendorId: z.string() })),
  page: z.int(),
}) satisfies z.ZodMiniType<QueueFilter>;

/** A view of another release starts without a filter. */
export const readFilter = (metadata: string): QueueFilter => {
  const read = filterSchema.safeParse(parseJson(metadata));
  return read.success ? read.data : FIRST_FILTER;
};

const readVendor = (value: string | undefined): QueueFilter['vendor'] => {
  const [market, vendorId] = value?.split('/') ?? [];
  return isOneOf(market, MARKETS) && vendorId !== undefined ? { market, vendorId } : undefined;
};
