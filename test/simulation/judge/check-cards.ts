import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import type { Aftermath } from './check-outcome.ts';
import { saysEnd } from './check-ladder.ts';
import type { Message } from '../memory-slack.ts';
import { idOf, type Violation, violationsOfItem } from './violation.ts';

/** A ticket has one card that shows its present state, and its history is in the thread (promise, R16, R18, R23). */
export const checkCard = (ticket: Ticket, aftermath: Aftermath): Violation[] => {
  const id = idOf(ticket.key);
  const violation = violationsOfItem(ticket);
  const messages = aftermath.messages.filter((message) => message.deliverable === id);
  if (ticket.facts.announcement === 'none')
    return messages.length === 0 ? [] : [violation('R15', 'was past at first sight and is in Slack')];
  const cards = messages.filter(({ name }) => name === 'card');
  const wanted = 1 + (aftermath.replacements.get(id) ?? 0);
  const isTwice = cards.length > wanted && !aftermath.unsearched.has(id);
  if (cards.length < wanted || isTwice)
    return [violation('promise', `has ${cards.length} cards and not ${wanted}`)];
  const card = cards.find(({ ts }) => ts === ticket.delivery.ts);
  if (!card) return [violation('R18', 'does not know its card')];
  const { state } = ticket.facts;
  const least = newestOnCard(ticket);
  const isShown = card.version >= least && card.state === state && ticket.delivery.shownVersion >= least;
  return [
    ...(isShown ? [] : [violation('R18', `shows version ${card.version}, ${card.state}`)]),
    ...checkLines(ticket, messages, aftermath),
  ];
};

/** The version that the card must show. Later ones change nothing on it. */
export const newestOnCard = ({ facts: { offCard }, outbox: { version } }: Ticket): number =>
  offCard?.to === version ? offCard.after : version;

const checkLines = (ticket: Ticket, messages: readonly Message[], aftermath: Aftermath): Violation[] => {
  const violation = violationsOfItem(ticket);
  const problems: Violation[] = [];
  const mayBeTwice = aftermath.unsearched.has(idOf(ticket.key));
  for (const { name } of ticket.facts.history) {
    const posted = messages.filter((message) => message.name === name);
    const note = ticket.delivery.posted[name];
    if (posted.length > 1 && !mayBeTwice)
      problems.push(violation('R23', `posted ${name} ${posted.length} times`));
    // It was overtaken while it waited for its list.
    if (note?.startsWith('in/') && posted.length === 0) continue;
    if (note === undefined || note === 'alone') problems.push(violation('R23', `has not posted ${name}`));
    else if (note === 'passed' && posted.length > 0 && !mayBeTwice)
      problems.push(violation('R23', `posted ${name}, although it was passed over`));
    else if (note !== 'passed' && !posted.some(({ ts }) => ts === note))
      problems.push(violation('R23', `lost ${name}`));
  }
  const last = ticket.facts.history.findLast((line) => saysEnd(line) || line.name.startsWith('reopened-'));
  if (ticket.facts.state === 'closed' && !(last && saysEnd(last)))
    problems.push(violation('R14', 'has no line about its end'));
  const isBreach = ticket.facts.outcome === 'auto-closed' && last?.name === 'breach';
  if (isBreach && ticket.delivery.posted['breach'] === 'passed')
    problems.push(violation('R16', 'did not announce its breach'));
  return problems;
};
