import { isSource, SOURCES } from '../sources.ts';
import { MINUTE_MS } from '../time/durations.ts';
import type { AttentionRow, ClosedRow, TicketKey } from './ticket.ts';

/** Used in logs, maps and message metadata: `KR/A00012345/call-center/<inquiry>/<answer>`. */
export const ticketId = ({ market, vendorId, source, inquiryId, answerId }: TicketKey): string =>
  [market, vendorId, source, inquiryId, answerId].join('/');

export const readTicketId = (id: string): TicketKey | undefined => {
  const [, market, vendorId, source, inquiryId, answerId] = TICKET_ID.exec(id) ?? [];
  if (vendorId === undefined || !isSource(source) || inquiryId === undefined || answerId === undefined)
    return undefined;
  return { market: market === 'TW' ? 'TW' : 'KR', vendorId, source, inquiryId, answerId };
};

const TICKET_ID = /^(KR|TW)\/([A-Za-z0-9-]{1,40})\/([a-z-]{1,40})\/(\d{1,30})\/((?:after-)?\d{1,30})$/;

/** The id of a post, or the key of a row without an asking post. */
export const ANSWER_ID = /^(?:after-)?\d+$/;

/** The prefix of its tickets' names in logs. */
export const inquiryName = ({ market, vendorId, source, inquiryId }: Omit<TicketKey, 'answerId'>): string =>
  [market, vendorId, source, inquiryId].join('/');

const PROVISIONAL = 'after-';

/** `track-sla` announces a provisional ticket this long after it was stored, unless something announced it before. */
export const ANNOUNCED_AT_LATEST_MS = 5 * MINUTE_MS;

/** The key of a row without an asking post. @param newestId the row's newest post */
export const provisionalId = (newestId = '0'): string => `${PROVISIONAL}${newestId}`;

export const isProvisionalId = (answerId: string): boolean => answerId.startsWith(PROVISIONAL);

/** The post that asks, which Coupang takes as the parent of a reply. `undefined` for a provisional request, and for a question. */
export const ownPostId = ({ answerId }: Pick<TicketKey, 'answerId'>): string | undefined =>
  answerId === '0' || isProvisionalId(answerId) ? undefined : answerId;

/** Whether a buyer's question was listed again after an answer. */
export const isListedAgain = ({ source, answerId }: TicketKey): boolean =>
  SOURCES[source].asker === 'buyer' && isProvisionalId(answerId);

/** Whether people do not see a provisional ticket yet. */
export const isUnannounced = ({ answerId, fingerprint, shownVersion }: AttentionRow): boolean =>
  isProvisionalId(answerId) && fingerprint === undefined && shownVersion === 0;

/** Whether a ticket is in no figure: another ticket replaced it, or it left the lists before people saw it. */
export const isUncounted = ({ answerId, outcome, openedAt, closedAt }: ClosedRow): boolean =>
  outcome === 'replaced' ||
  (isProvisionalId(answerId) && outcome === 'unknown' && closedAt - openedAt < ANNOUNCED_AT_LATEST_MS);
