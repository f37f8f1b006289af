import type { Notice } from '../../../lib/domain/notice/notice.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import type { Aftermath } from './check-outcome.ts';
import { idOf, type Violation, violationsOfItem } from './violation.ts';

/** Messages that a list may announce. */
const LISTABLE = /^(card$|breach$|(step|escalation)\/)/;

/**
 * Each message is announced once (promise, R24): alone, or by one list that shows it. A message that follows its list has been
 * shown by it.
 */
export const checkAnnouncements = (ticket: Ticket, aftermath: Aftermath): Violation[] => {
  const id = idOf(ticket.key);
  const own = aftermath.messages.filter(({ deliverable }) => deliverable === id);
  const names = new Set(['card', ...ticket.facts.history.map(({ name }) => name)]);
  return [...names]
    .filter((name) => LISTABLE.test(name))
    .flatMap((name) => {
      const problem = problemOf(
        { id, name },
        own.filter((message) => message.name === name),
        aftermath,
      );
      return problem === undefined
        ? []
        : [{ rule: 'R24', problem: `${id} ${name} ${problem}`, concerns: ticket.key.inquiryId }];
    });
};

const problemOf = (
  { id, name }: { id: string; name: string },
  own: Aftermath['messages'],
  { messages, unsearched }: Aftermath,
): string | undefined => {
  const lists = messages.filter(({ listed }) => listed?.includes(`${id} ${name}`));
  // Slack did not allow the look-up, so that a message may be there twice (R19).
  if (unsearched.has(id) || lists.some(({ deliverable }) => unsearched.has(deliverable))) return undefined;
  const alone = own.filter(({ list }) => list === undefined);
  const followed = own.filter(({ list }) => list !== undefined);
  if (lists.length > 1) return `is announced by ${lists.length} lists`;
  if (lists.length > 0 && alone.length > 0) return 'is announced by a list, and alone';
  if (followed.length > 0 && lists.length === 0) return 'follows a list that does not show it';
  if (followed.length > 0 && name.startsWith('escalation/')) return 'is sent beside its list';
  const [card] = followed;
  if (name !== 'card' || card?.threadTs === undefined) return undefined;
  return lists.some(({ ts }) => ts === card.threadTs) ? undefined : 'is in the thread of another list';
};

/** A list in Slack shows something, and its members are those that it shows. */
export const checkList = ({ key, facts }: Notice, { messages, unsearched }: Aftermath): Violation[] => {
  if (facts.about !== 'list') return [];
  const id = idOf(key);
  const posted = messages.filter(({ deliverable }) => deliverable === id);
  const [first] = posted;
  if (!first || posted.length > 1 || unsearched.has(id)) return [];
  const { market, vendorId } = key;
  const members = facts.members.map((member) => idOf({ market, vendorId, ...member }));
  const shown = (first.listed ?? []).map((message) => message.split(' ')[0] ?? '');
  const violation = violationsOfItem({ key });
  return [
    ...(shown.length > 0 ? [] : [violation('R24', 'was posted without members')]),
    ...members
      .filter((member) => !shown.includes(member))
      .map((member) => violation('R24', `does not show ${member}`)),
    ...shown
      .filter((member) => !members.includes(member))
      .map((member) => violation('R24', `forgot ${member}`)),
  ];
};
