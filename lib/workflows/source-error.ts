import { NotifierError } from '../domain/notifier-error.ts';

/** Why Coupang could not be read, as the blindness notice names it (D10). */
export type BlindCause =
  | 'credentials'
  | 'clock'
  | 'ip-not-allowed'
  | 'blocked-at-edge'
  | 'wrong-market'
  | 'wrong-path'
  | 'throttled'
  | 'vendor-inactive'
  | 'bad-request'
  | 'coupang-down'
  | 'protocol';

/**
 * How far a failure reaches: only this reading; this vendor for a while; or everything behind this egress IP.
 * Source: coupang-api.md section 4.
 */
export type Reach = 'reading' | 'vendor' | 'egress';

/** A call to Coupang that failed for good, after whatever tries its row of the error table allows. */
export abstract class SourceError extends NotifierError {
  abstract readonly blindCause: BlindCause;
  abstract readonly reach: Reach;
  /** How long to leave the vendor or the IP alone, ms; 0 where `reach` is `reading`. */
  abstract readonly aloneForMs: number;
}
