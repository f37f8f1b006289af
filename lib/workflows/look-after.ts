import { attentionTime, nextTicketLook, type Now, owesDelivery } from '../domain/attention-time.ts';
import { lookAtLadder } from '../domain/ladder.ts';
import { isUnsealed, type NoticeRow } from '../domain/notice.ts';
import { type Subject, subjectId } from '../domain/subject.ts';
import type { AttentionRow, Ticket } from '../domain/ticket.ts';
import type { Settlement } from './ports.ts';
import { announcementAgain } from './publish-events.ts';
import { readSubject } from './read-subject.ts';
import { knowsCoupangsClock, lookTimeOf, nowOf, type TrackRun } from './track-sla-run.ts';
import { onTheWall } from './wall-now.ts';
import { sealDigestIfDue } from './write-digest.ts';

/** What Slack does not show is announced again after one interval, then two, four, up to this (R21). */
const LONGEST_WAIT_MS = 15 * 60 * 1000;

/** Notes what one ticket or notice owes, or settles it. */
export const lookAfter = async (row: AttentionRow | NoticeRow, run: TrackRun): Promise<void> => {
  const { services, due } = run;
  // The index lags: the base item decides.
  const subject = await readSubject(row, services);
  if (!subject) return;
  const now = nowOf(run);
  if ('notice' in subject && isUnsealed(subject.facts)) {
    const sealed = await sealDigestIfDue(subject, now, services);
    if (sealed) due.unpublished.set(subjectId(sealed), sealed);
    return;
  }
  if (isOnItsWay(subject, now, run.intervalMs)) return;
  if (subject.publishedVersion < subject.version) due.unpublished.set(subjectId(subject), subject);
  else if (owesDelivery(subject, now.raw) && (subject.retryAt ?? 0) <= now.raw) due.unshown.push(subject);
  else {
    const looked = withNextLook(subject, now, run);
    const attentionAt = attentionTime(looked, now);
    if (await services.writer.settle(subject, settlement(looked, attentionAt))) due.settled += 1;
  }
};

/** Settles a ticket that is not due for its ladder as it is now. False: another is at work on it. */
export const lookAgain = async (row: AttentionRow, run: TrackRun): Promise<boolean> => {
  const { services, due } = run;
  const subject = await readSubject(row, services);
  if (!subject) return true;
  const now = nowOf(run);
  const looked = withNextLook(subject, now, run);
  const at = nextStepAt(looked);
  if (at === undefined || at === nextStepAt(subject)) return true;
  if (subject.deliveryClaim && subject.deliveryClaim.until > now.raw) return false;
  const attentionAt = Math.min(at, subject.attentionAt ?? at);
  const isSettled = await services.writer.settle(subject, settlement(looked, attentionAt));
  if (isSettled) due.settled += 1;
  return isSettled;
};

/** With the time of the ladder's next look, where it has one. */
const withNextLook = (subject: Subject, now: Now, run: TrackRun): Subject => {
  if ('notice' in subject || subject.state === 'closed' || !knowsCoupangsClock(run.seen)) return subject;
  const { ladder, calendar } = run.settings;
  const look = lookAtLadder(subject, ladder, calendar, lookTimeOf(run, now));
  // What could not be written, or has fallen due since, is for the next run.
  const isDue = look.fires !== undefined || look.passed.length > 0 || look.lastShift !== undefined;
  return { ...subject, nextStepAt: isDue ? now.corrected : look.lookAgainAt } satisfies Ticket;
};

const isOnItsWay = (subject: Subject, { raw, corrected }: Now, intervalMs: number): boolean =>
  (subject.deliveryClaim !== undefined && subject.deliveryClaim.until > raw) ||
  (subject.shownVersion < subject.version && corrected - subject.changedAt < intervalMs);

/** Has shown once more what Slack does not show yet (R21). */
export const announceAgain = async (
  subjects: readonly Subject[],
  intervalMs: number,
  run: TrackRun,
): Promise<number> => {
  const { publisher, writer, clock } = run.services;
  const now = nowOf(run);
  const sent = await publisher.publish(subjects.map((subject) => announcementAgain(subject, now.corrected)));
  const announced = subjects.filter((_, index) => sent[index]);
  for (const subject of announced) {
    const again =
      now.corrected +
      Math.min(onTheWall(clock, LONGEST_WAIT_MS), intervalMs * 2 ** Math.min(subject.reannounced, 20));
    const looked = withNextLook(subject, now, run);
    const ladderAt = 'notice' in looked ? undefined : nextTicketLook(looked, now);
    const attentionAt = Math.min(again, ladderAt ?? again);
    await writer.settle(
      subject,
      settlement({ ...looked, reannounced: subject.reannounced + 1 }, attentionAt),
    );
  }
  return announced.length;
};

/** Leaves a wait that Slack asked for as it is. */
const settlement = (subject: Subject, attentionAt: number | undefined): Settlement => {
  const ladderAt = nextStepAt(subject);
  return {
    reannounced: subject.reannounced,
    ...(attentionAt !== undefined && { attentionAt }),
    ...(subject.retryAt !== undefined && { retryAt: subject.retryAt }),
    ...(ladderAt !== undefined && { nextStepAt: ladderAt }),
  };
};

const nextStepAt = (subject: Subject): number | undefined =>
  'notice' in subject ? undefined : subject.nextStepAt;
