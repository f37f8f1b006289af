import { NotifierError } from '../../domain/notifier-error.ts';

/** Each try to write met another writer. Nothing is lost: the next run decides again. */
export class ConcurrentWrite extends NotifierError {
  readonly code = 'WRITE_CONTENDED';
  readonly retryable = true;

  constructor(what: string, tries: number) {
    super(
      `${what}: ${tries} conditional writes in a row were refused. The next run tries again; if this repeats, look for a second deployment on the same table.`,
    );
  }
}
