import type { NoticeFacts } from '../../lib/domain/notice/notice.ts';
import { type Subject, subjectId } from '../../lib/domain/delivery/subject.ts';
import { concernsOf, type Violation } from './violation.ts';

/** Once everything had its time, nothing of a ticket or notice is under way any more (R2, R3, R19). */
export const checkAtRest = (subject: Subject): Violation[] => {
  const violation = (rule: string, problem: string): Violation => ({
    rule,
    problem: `${subjectId(subject)} ${problem}`,
    concerns: concernsOf(subject),
  });
  const isWatched = 'notice' in subject ? isLookedAfter(subject.facts) : isOpenOrListed(subject);
  return [
    ...(subject.publishedVersion === subject.version && Object.keys(subject.events).length === 0
      ? []
      : [violation('R2', 'has unpublished events')]),
    ...(subject.attempt ? [violation('R19', 'has an open attempt')] : []),
    ...(isWatched === (subject.attentionAt !== undefined)
      ? []
      : [violation('R3', isWatched ? 'is not in the index' : 'is in the index for nothing')]),
  ];
};

const isOpenOrListed = ({ state, stillListed }: { state: string; stillListed?: boolean }): boolean =>
  state !== 'closed' || stillListed === true;

const isLookedAfter = (facts: NoticeFacts): boolean =>
  'state' in facts && ['open', 'counting'].includes(facts.state);
