import { NotifierError } from '../domain/notifier-error.ts';
import { type SubjectKey, subjectId } from '../domain/subject.ts';

/** The delivery claim is no longer ours: another worker may be sending, so nothing more goes out (R18). */
export class ClaimLost extends NotifierError {
  readonly code = 'CLAIM_LOST';
  readonly retryable = false;

  constructor(key: SubjectKey) {
    super(`The delivery claim of ${subjectId(key)} is lost: stop sending and leave it to its holder.`);
  }
}
