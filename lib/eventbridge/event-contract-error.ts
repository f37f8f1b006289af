import { NotifierError } from '../domain/notifier-error.ts';

/** An event that breaks the contract. The message says which field, and what to do. A repeat does not help. */
export class EventContractError extends NotifierError {
  readonly code = 'EVENT_CONTRACT';
  readonly retryable = false;
}
