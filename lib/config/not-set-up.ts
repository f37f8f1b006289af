import { NotifierError } from '../domain/notifier-error.ts';

/** Of everything that waits for a key, whatever part of the program says it. */
export const NOT_SET_UP = 'NOT_SET_UP';

/**
 * A secret that still holds its placeholder: nobody has stored a key yet. That is no failure: whatever needs the key waits
 * for a person.
 */
export class NotSetUp extends NotifierError {
  readonly code = NOT_SET_UP;
  readonly retryable = false;

  /** @param target what `npm run secrets` takes: a vendor id, or `slack` */
  constructor(secretName: string, target: string) {
    super(`The secret ${secretName} still holds its placeholder. Run: npm run secrets -- ${target}`);
  }
}
