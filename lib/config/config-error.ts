import { NotifierError } from '../domain/notifier-error.ts';

/** A setting, an environment variable or an input that cannot be used. The message says which, why, and what to do. */
export class ConfigError extends NotifierError {
  readonly code = 'CONFIG';
  readonly retryable = false;
}
