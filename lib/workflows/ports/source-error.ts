import { defined } from '../../domain/defined.ts';
import { NotifierError } from '../../domain/notifier-error.ts';
import type { Failure, SourceCause } from '../../domain/reading/vendor-state.ts';

/**
 * The scope of a failure: only this reading, this vendor for a while, or everything behind this egress IP.
 * Source: coupang-api.md section 4.
 */
export type Reach = 'reading' | 'vendor' | 'egress';

/** A call to Coupang that failed after all tries that the error table allows. */
export abstract class SourceError extends NotifierError {
  abstract readonly blindCause: SourceCause;
  abstract readonly reach: Reach;
  /** The address that Coupang says it does not know. */
  abstract readonly ip: string | undefined;
  /** Whether there was no answer at all, from Coupang or from the store of its key. The network may be down. */
  readonly isUnanswered: boolean = false;
  /** How long to leave the vendor or the IP alone, ms. 0 if `reach` is `reading`. */
  abstract readonly aloneForMs: number;
}

/** The fields of the error that the blindness notice shows (D10). */
export const failureOf = ({ blindCause: cause, ip }: SourceError): Failure => defined({ cause, ip });
