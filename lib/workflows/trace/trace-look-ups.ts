import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { inquiryName } from '../../domain/ticket/ticket-id.ts';
import type { InquirySource } from '../ports/inquiry-source.ts';
import type { Log } from '../ports/log.ts';
import { TRACE, type TraceEvent } from './trace-event.ts';

/** The same source. It logs each answer about one inquiry. The caller logs failures. */
export const traceLookUps = (source: InquirySource, vendor: VendorRef, log: Log): InquirySource => ({
  ...source,
  inquiry: async (inquiryId, stopAt) => {
    const inquiry = await source.inquiry(inquiryId, stopAt);
    const event: TraceEvent = { did: 'looked-up', isFound: inquiry !== undefined };
    log.info(TRACE, { deliverable: inquiryName(vendor, inquiryId), ...event });
    return inquiry;
  },
});
