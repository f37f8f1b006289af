import { NotifierError } from '../domain/notifier-error.ts';
import type { TerminalLanguage } from './language-of-locale.ts';

type Translations = Readonly<Record<TerminalLanguage, string>>;

/** A setting, an environment variable or an input is unusable. The message says which, why, and what to do. */
export class ConfigError extends NotifierError {
  readonly code = 'CONFIG';
  readonly retryable = false;
  private readonly translations: Translations | undefined;

  /** @param text of several languages, the English one is the message */
  constructor(text: string | Translations, options?: ErrorOptions) {
    super(typeof text === 'string' ? text : text.en, options);
    this.translations = typeof text === 'string' ? undefined : text;
  }

  in(language: TerminalLanguage): string {
    return this.translations?.[language] ?? this.message;
  }
}

/** The code of every error about a key that is not stored yet. */
export const NOT_SET_UP = 'NOT_SET_UP';

/** No key is stored yet. This is no failure: work with the key waits until a person stores it. */
export class NotSetUp extends NotifierError {
  readonly code = NOT_SET_UP;
  readonly retryable = false;

  /** @param command what stores it, such as `secrets -- slack` */
  constructor(secretName: string, command: string) {
    super(`There is no secret ${secretName} yet. Run: npm run ${command}`);
  }
}
