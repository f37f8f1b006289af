import { type Reach, SourceError } from '../../../lib/workflows/ports/coupang.ts';
import type { SourceCause } from '../../../lib/domain/reading/vendor-state.ts';

/** A made-up failure of Coupang. */
export class MadeUpFailure extends SourceError {
  readonly code = 'MADE_UP';
  readonly retryable = true;
  readonly blindCause: SourceCause;
  readonly reach: Reach;
  readonly aloneForMs: number;
  readonly ip: string | undefined;

  constructor(reach: Reach, aloneForMs = 0, blindCause: SourceCause = 'coupang-down', ip?: string) {
    super(`made-up failure of reach ${reach}`);
    this.reach = reach;
    this.aloneForMs = aloneForMs;
    this.blindCause = blindCause;
    this.ip = ip;
  }
}
