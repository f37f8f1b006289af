import { type BlindCause, type Reach, SourceError } from '../../../lib/workflows/source-error.ts';

/** A Coupang that cannot be read, made up. */
export class MadeUpFailure extends SourceError {
  readonly code = 'MADE_UP';
  readonly retryable = true;
  readonly blindCause: BlindCause;
  readonly reach: Reach;
  readonly aloneForMs: number;

  constructor(reach: Reach, aloneForMs = 0, blindCause: BlindCause = 'coupang-down') {
    super(`made-up failure of reach ${reach}`);
    this.reach = reach;
    this.aloneForMs = aloneForMs;
    this.blindCause = blindCause;
  }
}
