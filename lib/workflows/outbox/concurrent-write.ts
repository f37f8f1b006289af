import { NotifierError } from '../../domain/notifier-error.ts';

/** Every try to write met another writer. The next run decides anew; nothing is lost. */
export class ConcurrentWrite extends NotifierError {
  readonly code = 'WRITE_CONTENDED';
  readonly retryable = true;

  constructor(what: string, tries: number) {
    super(
      `${what}: ${tries} conditional writes in a row were refused. The next run tries again; if this repeats, look for a second deployment on the same table.`,
    );
  }
}
