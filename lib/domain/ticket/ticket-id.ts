import { isSource, SOURCES } from '../sources.ts';
import { defined } from '../defined.ts';
import { MINUTE_MS } from '../time/durations.ts';
import type { AttentionRow, ClosedRow, ListedFacts, Ticket, TicketKey } from './ticket.ts';

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

/** A provisional ticket that took over a post has both ids (R10). */
export type PostIds = Pick<TicketKey, 'answerId'> & Pick<ListedFacts, 'learntAnswerId'>;

export const postIdsOf = ({ key: { answerId }, facts: { learntAnswerId } }: Ticket): PostIds => ({
  answerId,
  ...defined({ learntAnswerId }),
});

export const answersTo = ({ answerId, learntAnswerId }: PostIds, id: string | undefined): boolean =>
  id !== undefined && (answerId === id || learntAnswerId === id);

const PROVISIONAL = 'after-';

/** `track-sla` announces a provisional ticket this long after it was stored, unless something announced it before (R10). */
export const ANNOUNCED_AT_LATEST_MS = 5 * MINUTE_MS;

/** The key of a row without an asking post (R10). @param newestId the row's newest post */
export const provisionalId = (newestId = '0'): string => `${PROVISIONAL}${newestId}`;

/** The post that Coupang takes as the parent of a reply. `undefined` for a provisional ticket, and for a question. */
export const postIdOf = ({ key: { answerId }, facts: { learntAnswerId } }: Ticket): string | undefined =>
  learntAnswerId ?? (answerId === '0' || answerId.startsWith(PROVISIONAL) ? undefined : answerId);

/** Whether Coupang listed the inquiry again after an answer, as `after-<comment>`. */
export const isListedAgain = ({ source, answerId }: TicketKey): boolean =>
  !SOURCES[source].hasProvisional && answerId.startsWith(PROVISIONAL);

/** Whether people do not see a provisional ticket yet (R10). */
export const isUnannounced = ({ source, answerId, learntAnswerId, ...row }: AttentionRow): boolean =>
  SOURCES[source].hasProvisional &&
  answerId.startsWith(PROVISIONAL) &&
  learntAnswerId === undefined &&
  row.fingerprint === undefined &&
  row.shownVersion === 0;

/** Whether a provisional ticket left the lists before people saw it. */
export const leftUnannounced = ({ source, answerId, outcome, openedAt, closedAt }: ClosedRow): boolean =>
  SOURCES[source].hasProvisional &&
  answerId.startsWith(PROVISIONAL) &&
  outcome === 'unknown' &&
  closedAt - openedAt < ANNOUNCED_AT_LATEST_MS;
