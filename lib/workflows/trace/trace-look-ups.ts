import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { InquirySource } from '../ports/inquiry-source.ts';
import type { Log } from '../ports/log.ts';
import { TRACE, type TraceEvent } from './trace-event.ts';

/** The same source. It logs each answer about one inquiry. The caller logs failures. */
export const traceLookUps = (
  source: InquirySource,
  { market, vendorId }: VendorRef,
  log: Log,
): InquirySource => ({
  ...source,
  inquiry: async (inquiryId, stopAt) => {
    const inquiry = await source.inquiry(inquiryId, stopAt);
    const event: TraceEvent = { did: 'looked-up', isFound: inquiry !== undefined };
    log.info(TRACE, { deliverable: `${market}/${vendorId}/call-center/${inquiryId}`, ...event });
    return inquiry;
  },
});
