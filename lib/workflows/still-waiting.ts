import { NotifierError } from '../domain/notifier-error.ts';

/** Told to wait, or not sure what Slack has: the message is hidden and comes again by itself (R21). No failure. */
export class StillWaiting extends NotifierError {
  readonly code = 'STILL_WAITING';
  readonly retryable = true;
}
