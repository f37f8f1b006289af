import { NotifierError } from '../../domain/notifier-error.ts';
import type { Failure, SourceCause } from '../../domain/reading/vendor-state.ts';

/**
 * How far a failure reaches: only this reading; this vendor for a while; or everything behind this egress IP.
 * Source: coupang-api.md section 4.
 */
export type Reach = 'reading' | 'vendor' | 'egress';

/** A call to Coupang that failed for good, after whatever tries its row of the error table allows. */
export abstract class SourceError extends NotifierError {
  abstract readonly blindCause: SourceCause;
  abstract readonly reach: Reach;
  /** The address that Coupang says it does not know. */
  abstract readonly ip: string | undefined;
  /** Whether nothing at all came back, from Coupang or from where its key is kept: the way out may be lost. */
  readonly isUnanswered: boolean = false;
  /** How long to leave the vendor or the IP alone, ms; 0 where `reach` is `reading`. */
  abstract readonly aloneForMs: number;
}

/** What people are told of it if it lasts (D10). */
export const failureOf = ({ blindCause, ip }: SourceError): Failure => ({
  cause: blindCause,
  ...(ip !== undefined && { ip }),
});
