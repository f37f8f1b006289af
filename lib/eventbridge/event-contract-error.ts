import { NotifierError } from '../domain/notifier-error.ts';

/** An event that breaks the contract: says which field, and what to do. Trying again helps nobody. */
export class EventContractError extends NotifierError {
  readonly code = 'EVENT_CONTRACT';
  readonly retryable = false;
}
