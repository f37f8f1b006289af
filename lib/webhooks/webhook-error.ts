import { NotifierError } from '../domain/notifier-error.ts';

/** A receiver did not take an event. The message never names the address, which may contain a key. */
export class WebhookError extends NotifierError {
  readonly code = 'WEBHOOK';
  readonly retryable = true;
  /** How long the receiver wants to wait (`Retry-After`), ms. */
  readonly waitMs: number | undefined;

  constructor(message: string, waitMs?: number) {
    super(message);
    this.waitMs = waitMs;
  }
}
