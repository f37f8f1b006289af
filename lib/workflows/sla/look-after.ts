import { attentionTime, type Now } from '../../domain/delivery/attention-time.ts';
import { lookAtLadder } from '../../domain/ladder/ladder.ts';
import type { NoticeRow } from '../../domain/notice/notice.ts';
import { type Subject, subjectId } from '../../domain/delivery/subject.ts';
import type { AttentionRow } from '../../domain/ticket/ticket.ts';
import type { Settlement } from '../ports/ticket-store.ts';
import { rankOf } from '../../domain/delivery/urgency.ts';
import { readSubject } from '../outbox/read-subject.ts';
import { knowsCoupangsClock, lookTimeOf, nowOf, type TrackRun } from './track-sla-run.ts';

/** Notes what one ticket or notice has not published, or settles it: what Slack lacks is the drain's. */
export const lookAfter = async (row: AttentionRow | NoticeRow, run: TrackRun): Promise<void> => {
  const { services, due } = run;
  if (isTheDrains(row, run)) return;
  // The index lags: the base item decides.
  const subject = await readSubject(row, services);
  if (!subject) return;
  if (subject.publishedVersion < subject.version) due.unpublished.set(subjectId(subject), subject);
  else if (await settle(subject, run)) due.settled += 1;
};

/** Published, owed to Slack, and its ladder is not due: there may be thousands of them. */
const isTheDrains = (row: AttentionRow | NoticeRow, run: TrackRun): boolean =>
  row.rank !== undefined &&
  row.publishedVersion >= row.version &&
  ('notice' in row || row.closedAt !== undefined || (row.nextStepAt ?? 0) > nowOf(run).corrected);

/** Settles a ticket that is not due for its ladder as it is now. False: another is at work on it. */
export const lookAgain = async (row: AttentionRow, run: TrackRun): Promise<boolean> => {
  const { services, due } = run;
  const subject = await readSubject(row, services);
  if (!subject || 'notice' in subject) return true;
  const at = nextLookAt(subject, nowOf(run), run);
  if (at === undefined || at === subject.nextStepAt) return true;
  const attentionAt = Math.min(at, subject.attentionAt ?? at);
  const isSettled = await services.writer.settle(subject, { attentionAt, nextStepAt: at });
  if (isSettled) due.settled += 1;
  return isSettled;
};

const settle = async (subject: Subject, run: TrackRun): Promise<boolean> => {
  const now = nowOf(run);
  const nextStepAt = nextLookAt(subject, now, run);
  const looked = nextStepAt === undefined ? subject : { ...subject, nextStepAt };
  const attentionAt = attentionTime(looked, now);
  // What is owed stays due, and need not be written each minute. An item of an earlier release has no rank.
  const isSame =
    subject.rank === rankOf(subject) &&
    (nextStepAt === undefined || ('nextStepAt' in subject && nextStepAt === subject.nextStepAt)) &&
    attentionAt !== undefined &&
    attentionAt <= now.corrected;
  if (isSame) return false;
  const next: Settlement = {
    ...(attentionAt !== undefined && { attentionAt }),
    ...(nextStepAt !== undefined && { nextStepAt }),
  };
  return run.services.writer.settle(subject, next);
};

/** When the ladder is looked at next; `undefined`: it has none, or Coupang's clock is not known. */
const nextLookAt = (subject: Subject, now: Now, run: TrackRun): number | undefined => {
  if ('notice' in subject || subject.state === 'closed' || !knowsCoupangsClock(run.seen)) return undefined;
  const { ladder, calendar } = run.settings;
  const look = lookAtLadder(subject, ladder, calendar, lookTimeOf(run, now));
  // What could not be written, or has fallen due since, is for the next run.
  const isDue = look.fires !== undefined || look.passed.length > 0 || look.lastShift !== undefined;
  return isDue ? now.corrected : look.lookAgainAt;
};
