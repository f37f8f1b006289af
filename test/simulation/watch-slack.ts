import { membersOf } from '../../lib/domain/notice.ts';
import { type Subject, subjectId } from '../../lib/domain/subject.ts';
import type { Ticket } from '../../lib/domain/ticket.ts';
import { SlackFailure } from '../../lib/workflows/slack-error.ts';
import type { Message } from './memory-slack.ts';
import type { Process, Waiting } from './scheduler.ts';
import { concernsOf, type Report } from './violation.ts';

type Watched = {
  /** Raw clock. */
  now: () => number;
  subject: (id: string) => Subject | undefined;
  messages: () => readonly Message[];
  replacements: ReadonlyMap<string, number>;
  report: Report;
};

/** A look-up that is refused so often, for whatever reason, is given up. */
const MOST_REFUSALS = 20;

/** What every call of Slack must keep: claim, attempt, one message, its answer written at once (R18, R19, R24). */
export const createSlackWatch = ({ now, subject: find, messages, replacements, report }: Watched) => {
  const owed = new Map<Process, { subject: Subject; name: string; ts: string; at: number }>();
  /** Ids of what may have been posted twice, since Slack let nobody look (R19). */
  const unsearched = new Set<string>();
  /** How often the look-up of an attempt was refused for another reason. */
  const refusals = new Map<string, number>();

  const checkMembers = ({ members = [], subject: digest }: Message): void => {
    for (const id of members) {
      const ticket = find(id);
      const names = ticket && !('notice' in ticket) && isMember(digest, ticket, find(digest));
      if (!names)
        report({
          rule: 'R24',
          problem: `${digest} lists ${id}, which ${ticket ? 'is none of it' : 'does not exist'}`,
          concerns: id.split('/')[3] ?? id,
        });
    }
  };

  return {
    unsearched,
    /** Before a call of Slack takes effect. */
    onSlackCall: ({ name, about: { subject, message = '' }, process }: Waiting): void => {
      if (!subject || !(name.startsWith('slack.post') || name === 'slack.edit')) return;
      const stored = find(subjectId(subject));
      const concerns = concernsOf(subject);
      const claim = stored?.deliveryClaim;
      if (!claim || claim.token !== subject.deliveryClaim?.token || claim.until <= now())
        report({ rule: 'R18', problem: `${process.name} calls ${name} without a live claim`, concerns });
      if (name !== 'slack.edit' && stored?.attempt?.name !== message)
        report({
          rule: 'R19',
          problem: `${process.name} posts ${message} without a noted attempt`,
          concerns,
        });
    },
    /** After a message came into being or was edited. */
    onShown: ({ about: { subject, message }, name }: Waiting): void => {
      if (!subject) return;
      const id = subjectId(subject);
      const shown = messages().filter((other) => other.subject === id);
      for (const one of shown) checkMembers(one);
      if (name === 'slack.edit' || unsearched.has(id)) return;
      const twins = shown.filter((other) => other.name === message);
      const isOwn = message === 'card' || message === 'notice';
      if (twins.length > (isOwn ? 1 + (replacements.get(id) ?? 0) : 1))
        report({
          rule: 'promise',
          problem: `${message} of ${id} was posted twice`,
          concerns: concernsOf(subject),
        });
    },
    /** Slack's answer reached its caller, who writes it at once (R18). */
    onAnswered: ({ process, about: { subject, message = '' } }: Waiting): void => {
      const posted = messages().at(-1);
      if (subject && posted) owed.set(process, { subject, name: message, ts: posted.ts, at: now() });
    },
    onTaken: (call: Waiting): void => {
      const debt = owed.get(call.process);
      // Of members that were read at once, some answers come when their digest was given up long since.
      if (!debt || call.since < debt.at) return;
      owed.delete(call.process);
      const stored = find(subjectId(debt.subject));
      if (!stored || stored.deliveryClaim?.token !== debt.subject.deliveryClaim?.token) return;
      const isOwn = debt.name === 'card' || debt.name === 'notice';
      const noted = isOwn || 'notice' in stored ? stored.ts : lineTs(stored, debt.name);
      if (noted !== debt.ts)
        report({
          rule: 'R18',
          problem: `the answer for ${debt.name} was not written at once, but ${call.name} came`,
          concerns: concernsOf(debt.subject),
        });
    },
    /** A call that fails owes nothing. A look-up that Slack goes on refusing ends the promise for its subject (R19). */
    onFailed: ({ process, name, about: { subject } }: Waiting, error: Error): void => {
      owed.delete(process);
      if (!subject || name !== 'slack.find' || !(error instanceof SlackFailure)) return;
      const id = subjectId(subject);
      const attempt = `${id} ${subject.attempt?.at}`;
      if (error.kind === 'refused') refusals.set(attempt, (refusals.get(attempt) ?? 0) + 1);
      const isGivenUp = (refusals.get(attempt) ?? 0) >= MOST_REFUSALS;
      if (error.kind === 'look-up-refused' || isGivenUp) unsearched.add(id);
    },
  };
};

/** A digest's tickets name it; a shift's lists name theirs. */
const isMember = (
  id: string,
  { announcement, inquiryId, answerId }: Ticket,
  list: Subject | undefined,
): boolean => {
  if (!list || !('notice' in list)) return false;
  if (list.facts.about === 'digest') return id.endsWith(`/${announcement}`);
  return (membersOf(list.facts) ?? []).some(
    (member) => member.inquiryId === inquiryId && member.answerId === answerId,
  );
};

const lineTs = ({ posted }: Ticket, name: string): string | undefined => posted[name];
