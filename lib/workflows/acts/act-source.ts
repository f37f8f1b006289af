import type { Inquiry } from '../../domain/inquiry/inquiry.ts';
import { createRepairs } from '../../domain/reading/repairs.ts';
import type { SourceCause } from '../../domain/reading/vendor-state.ts';
import {
  type InquiryActions,
  type CoupangAccess,
  type InquiryDate,
  type InquirySource,
  type Reach,
  SourceError,
} from '../ports/coupang.ts';

/** Where `act` reads and answers an inquiry of one source. */
export type ActSource = {
  source: Pick<CoupangAccess, 'keyFingerprint'> & {
    /** `undefined`: Coupang does not show it. `stopAt`: epoch ms. Throws SourceError. */
    inquiry: (asked: InquiryDate, stopAt: number) => Promise<Inquiry | undefined>;
  };
  actions: InquiryActions;
};

/** A person waits, so this may be more than a poll's limit. */
const MOST_CALLS = 20;

export const inquiryOf =
  (client: InquirySource): ActSource['source']['inquiry'] =>
  async (asked, stopAt) => {
    const limits = { stopAt, calls: MOST_CALLS, repairs: createRepairs() };
    const { found, missing, failed } = await client.lookUp([asked], limits);
    const inquiry = found.get(asked.inquiryId);
    if (inquiry || missing.has(asked.inquiryId)) return inquiry;
    throw failed?.failure ?? new UnreadLists();
  };

/** Coupang answered each call, but its lists had more pages than may be read. */
class UnreadLists extends SourceError {
  readonly code = 'COUPANG_INCOMPLETE';
  readonly retryable = true;
  readonly blindCause: SourceCause = 'coupang-down';
  readonly reach: Reach = 'reading';
  readonly ip = undefined;
  readonly aloneForMs = 0;

  constructor() {
    super('Coupang: the lists of the dates of an inquiry could not be read to their end.');
  }
}
