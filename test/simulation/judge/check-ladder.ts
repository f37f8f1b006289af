import type { HistoryLine, Ticket, TicketKey } from '../../../lib/domain/ticket/ticket.ts';
import type { Aftermath } from './check-outcome.ts';
import { STEP_CHANNEL } from '../memory-slack.ts';
import { idOf, type Violation, violationsOf } from './violation.ts';
import { DAY_MS, HOUR_MS } from '../../../lib/domain/time/durations.ts';

const LEAD_MS = 75_000;

/** Slack's lines about a ticket's steps: each line once, in its place, and only lines of steps (R23, S6). */
export const checkStepLines = (ticket: Ticket, aftermath: Aftermath): Violation[] => {
  const id = idOf(ticket.key);
  const violation = violationsOf(id, ticket.key.inquiryId);
  const problems: Violation[] = [];
  for (const { deliverable, name, channel, threadTs } of aftermath.messages) {
    if (deliverable !== id || !isWarning(name)) continue;
    const wasReached = ticket.facts.steps.some(
      (step) => step.tells && name.endsWith(`/${step.name}/${step.deadline}`),
    );
    if (!wasReached) problems.push(violation('R23', `posted ${name}, and no such step was reached`));
    const isOwn = name.startsWith('escalation/');
    if (isOwn ? threadTs !== undefined : threadTs === undefined)
      problems.push(violation('S6', `posted ${name} in ${channel}, thread ${threadTs}`));
    if (!isOwn && channel === STEP_CHANNEL) problems.push(violation('S6', `posted ${name} in ${channel}`));
  }
  // A line was passed over because of a nearer step, or the ticket's end.
  ticket.facts.history.forEach(({ name }, index) => {
    if (!isWarning(name) || ticket.delivery.posted[name] !== 'passed') return;
    // In the step's own channel a list replaces the message.
    if (aftermath.messages.some(({ listed }) => listed?.includes(`${id} ${name}`))) return;
    const step = name.split('/').slice(1).join('/');
    const isOvertaken = ticket.facts.history
      .slice(index + 1)
      .some((line) => saysEnd(line) || (line.name.startsWith('step/') && !line.name.endsWith(step)));
    if (!isOvertaken) problems.push(violation('R23', `posted ${name} nowhere, and nothing overtook it`));
  });
  return problems;
};

/**
 * One list per vendor and shift, in its last hour. Each ticket with `last-shift` is in that list or has a line in its
 * thread (S4).
 */
export const checkLastShifts = (aftermath: Aftermath): Violation[] => {
  const { notices, tickets, ladder } = aftermath;
  const listed = new Set<string>();
  const problems: Violation[] = [];
  for (const list of notices) {
    const { facts } = list;
    if (facts.about !== 'last-shift') continue;
    const violation = violationsOf(list.key.notice, String(facts.endsAt));
    const shift = ladder.plain?.shiftAt(facts.endsAt - 1);
    if (list.key.notice !== `last-shift/${facts.endsAt}` || shift?.endsAt !== facts.endsAt)
      problems.push(violation('S4', 'is of no shift that ends then'));
    const bornAt = aftermath.bornAt(list.key.notice) ?? 0;
    if (bornAt < facts.endsAt - HOUR_MS - LEAD_MS)
      problems.push(violation('S4', `was written at ${bornAt}, long before its shift ends`));
    if (list.outbox.version !== 1) problems.push(violation('S4', 'was changed after it was written'));
    const members = tickets.filter(({ key }) => facts.members.some((member) => isMemberKey(key, member)));
    for (const { key } of members) listed.add(idOf(key));
    const isSilent = list.delivery.ts === undefined && list.delivery.replaced === undefined;
    const haveEnded = members.length === facts.members.length && members.every(hasEnded);
    if (isSilent && !haveEnded)
      problems.push(violation('S4', 'was shown to nobody, and some of its tickets never ended'));
  }
  for (const ticket of tickets)
    for (const { name, deadline, tells, passed } of ticket.facts.steps) {
      if (name !== 'last-shift' || passed) continue;
      const violation = violationsOf(idOf(ticket.key), ticket.key.inquiryId);
      const hasLine = ticket.facts.history.some((line) => line.name === `step/last-shift/${deadline}`);
      if (hasLine !== (tells !== undefined))
        problems.push(violation('S4', 'has a last shift, and no line of it'));
      if (!hasLine && !listed.has(idOf(ticket.key)))
        problems.push(violation('S4', 'has a last shift, and no list or line announces it'));
    }
  return problems;
};

/** At each opening that a run of track-sla saw: exactly the warnings since the shift before (C4). */
export const checkOpenings = (aftermath: Aftermath): Violation[] => {
  const { notices, tickets, ladder, openingsSeen } = aftermath;
  const problems: Violation[] = [];
  for (const startsAt of openingsSeen) {
    const known = notices.some(({ key: { notice } }) => notice === `opening/${startsAt}`);
    if (!known)
      problems.push(violationsOf(`opening/${startsAt}`, String(startsAt))('C4', 'was never written'));
  }
  for (const list of notices) {
    const { facts } = list;
    if (facts.about !== 'opening') continue;
    const violation = violationsOf(list.key.notice, String(facts.until));
    if (ladder.plain?.shiftAt(facts.until)?.startsAt !== facts.until)
      problems.push(violation('C4', 'is of no shift that begins then'));
    const { since, until } = facts;
    const bornAt = aftermath.bornAt(list.key.notice) ?? 0;
    for (const ticket of tickets) {
      const isMember = facts.members.some((member) => isMemberKey(ticket.key, member));
      const announced = ticket.facts.steps.filter(({ at, passed }) => !passed && at >= since && at < until);
      const closedAt = ticket.facts.outcome === 'auto-closed' ? (ticket.facts.closedAt ?? 0) : 0;
      const isAlerted = announced.length > 0 || (closedAt >= since && closedAt < until);
      const mayHaveBeen = ticket.facts.history.some(
        ({ name, at }) => name === 'breach' && at >= since && at < until,
      );
      if (
        isMember &&
        !isAlerted &&
        !mayHaveBeen &&
        !ticket.facts.history.some(({ name }) => name.startsWith('reopened-'))
      )
        problems.push(violation('C4', `lists ${idOf(ticket.key)}, for which nothing was announced`));
      const isSeen = announced.some((step) => aftermath.wasReached(ticket, step, bornAt));
      // A ticket that is more than a day past its deadline is only counted.
      if (!isMember && isSeen && bornAt < ticket.facts.dueAt + DAY_MS)
        problems.push(
          violation('C4', `misses ${idOf(ticket.key)}, for which ${announced[0]?.name} was announced`),
        );
    }
  }
  return problems;
};

type Member = { inquiryId: string; answerId: string };

export const isMemberKey = ({ inquiryId, answerId }: TicketKey, member: Member): boolean =>
  inquiryId === member.inquiryId && answerId === member.answerId;

const hasEnded = ({ facts: { history } }: Ticket): boolean => history.some(saysEnd);

/** A closing's line, or that of the reply or confirmation that ended the ticket. */
export const saysEnd = ({ name, deed }: HistoryLine): boolean =>
  /^(closed-|breach)/.test(name) || deed?.did === 'replied' || deed?.did === 'confirmed';

const isWarning = (name: string): boolean => /^(step|escalation)\//.test(name);
