import { NotifierError } from '../domain/notifier-error.ts';
import type { TicketKey } from '../domain/ticket.ts';

/** The delivery claim is no longer ours: another worker may be sending, so nothing more goes out (R18). */
export class ClaimLost extends NotifierError {
  readonly code = 'CLAIM_LOST';
  readonly retryable = false;

  constructor({ market, vendorId, source, inquiryId, answerId }: TicketKey) {
    super(
      `The delivery claim of ticket ${market}/${vendorId}/${source}/${inquiryId}/${answerId} is lost: stop sending and leave it to its holder.`,
    );
  }
}
