import { ticketId } from '../../lib/domain/ticket-id.ts';
import type { Ticket } from '../../lib/domain/ticket.ts';
import { isAsking, type MemoryCoupang } from './memory-coupang.ts';
import type { Message } from './memory-slack.ts';
import type { ShownHandOver } from './reading-ledger.ts';
import type { Violation } from './watch-calls.ts';

export type Aftermath = {
  tickets: readonly Ticket[];
  messages: readonly Message[];
  coupang: MemoryCoupang;
  /** What pages showed in runs that ended well. */
  promised: readonly ShownHandOver[];
  /** How often each ticket's card had to give way to another (R22), by its id. */
  replacements: ReadonlyMap<string, number>;
  now: number;
};

const DAY_MS = 24 * 60 * 60_000;

/** The rules that hold once the faults are over and everything had its time: the first that does not. */
export const checkOutcome = (aftermath: Aftermath): Violation | undefined => {
  const { tickets, coupang } = aftermath;
  const problems = [
    ...aftermath.promised.flatMap((one) => checkPromised(one, aftermath)),
    ...[...coupang.inquiries.keys()].flatMap((inquiryId) => checkInquiry(inquiryId, aftermath)),
    ...tickets.flatMap((ticket) => [
      ...checkAtRest(ticket),
      ...checkSlack(ticket, aftermath),
      ...checkEnd(ticket, aftermath),
    ]),
    ...checkOnePerPost(tickets),
    ...aftermath.messages.flatMap((message) =>
      tickets.some((ticket) => ticketId(ticket) === message.ticket)
        ? []
        : [{ rule: 'promise', problem: `a message of no ticket, ${message.ticket}` }],
    ),
  ];
  return problems[0];
};

const answersTo = (ticket: Ticket, answerId: string): boolean =>
  ticket.answerId === answerId || ticket.learntAnswerId === answerId;

const checkPromised = ({ inquiryId, asking, status }: ShownHandOver, { tickets }: Aftermath): Violation[] => {
  const own = tickets.filter((ticket) => ticket.inquiryId === inquiryId);
  // A TRANSFER past for good may give way to a newer hand-over; an answer that is wanted never does.
  const wanted = status === 'NO_ANSWER' ? asking.slice(0, 1) : asking;
  const isKept =
    wanted.length === 0 ? own.length > 0 : wanted.some((id) => own.some((ticket) => answersTo(ticket, id)));
  return isKept
    ? []
    : [{ rule: 'promise', problem: `a page showed ${inquiryId} and no ticket stands for it`, inquiryId }];
};

/** Whatever Coupang lists now has an open ticket, save a TRANSFER past for good (R15). */
const checkInquiry = (inquiryId: string, { tickets, coupang, now }: Aftermath): Violation[] => {
  const listed = coupang.inquiries.get(inquiryId);
  if (!listed || listed.list === 'ANSWER') return [];
  const own = tickets.filter((ticket) => ticket.inquiryId === inquiryId);
  const open = own.filter(({ state }) => state === 'open');
  const oldest = listed.inquiry.posts.find(isAsking);
  const isPast = listed.list === 'TRANSFER' && own.some((ticket) => ticket.listedPast && ticket.dueAt < now);
  if (open.length === 0 && !isPast)
    return [{ rule: 'R15', problem: `Coupang lists ${inquiryId}, and no ticket is open`, inquiryId }];
  const kind = listed.list === 'NO_ANSWER' ? 'reply' : 'confirm';
  const problems: Violation[] = open
    .filter((ticket) => ticket.kind !== kind)
    .map(() => ({
      rule: 'R12',
      problem: `${inquiryId} is listed as ${listed.list} and kept otherwise`,
      inquiryId,
    }));
  if (open.length > 1)
    problems.push({
      rule: 'R10',
      problem: `${open.length} tickets of ${inquiryId} are open at once`,
      inquiryId,
    });
  const wanted = listed.list === 'NO_ANSWER' ? oldest?.answerId : undefined;
  if (wanted !== undefined && !open.some((ticket) => answersTo(ticket, wanted)))
    problems.push({
      rule: 'R10',
      problem: `the oldest asking post of ${inquiryId} has no open ticket`,
      inquiryId,
    });
  return problems;
};

const checkAtRest = (ticket: Ticket): Violation[] => {
  const violation = (rule: string, problem: string): Violation => ({
    rule,
    problem: `${ticketId(ticket)} ${problem}`,
    inquiryId: ticket.inquiryId,
  });
  const isWatched = ticket.state !== 'closed' || ticket.listedPast === true;
  return [
    ...(ticket.publishedVersion === ticket.version && Object.keys(ticket.events).length === 0
      ? []
      : [violation('R2', 'has unpublished events')]),
    ...(ticket.deliveryClaim ? [violation('R18', 'is still claimed')] : []),
    ...(ticket.attempt ? [violation('R19', 'has an open attempt')] : []),
    ...(isWatched === (ticket.attentionAt !== undefined)
      ? []
      : [violation('R3', isWatched ? 'is not in the index' : 'is in the index for nothing')]),
  ];
};

const checkSlack = (ticket: Ticket, aftermath: Aftermath): Violation[] => {
  const id = ticketId(ticket);
  const violation = (rule: string, problem: string): Violation => ({
    rule,
    problem: `${id} ${problem}`,
    inquiryId: ticket.inquiryId,
  });
  const messages = aftermath.messages.filter((message) => message.ticket === id);
  if (ticket.announcement === 'none')
    return messages.length === 0 ? [] : [violation('R15', 'was past at first sight and is in Slack')];
  const cards = messages.filter(({ name }) => name === 'card');
  const wanted = 1 + (aftermath.replacements.get(id) ?? 0);
  if (cards.length !== wanted) return [violation('promise', `has ${cards.length} cards and not ${wanted}`)];
  const card = cards.find(({ ts }) => ts === ticket.ts);
  if (!card) return [violation('R18', 'does not know its card')];
  const problems: Violation[] = [];
  if (
    card.version !== ticket.version ||
    card.state !== ticket.state ||
    ticket.shownVersion !== ticket.version
  )
    problems.push(violation('R18', `shows version ${card.version}, ${card.state}`));
  for (const { name } of ticket.history) {
    const told = messages.filter((message) => message.name === name);
    const note = ticket.posted[name];
    if (told.length > 1) problems.push(violation('R23', `tells ${name} ${told.length} times`));
    if (note === undefined) problems.push(violation('R23', `owes ${name}`));
    else if (note !== 'passed' && told[0]?.ts !== note) problems.push(violation('R23', `lost ${name}`));
    else if (note === 'passed' && told.length > 0)
      problems.push(violation('R23', `told ${name} that it passed`));
  }
  const last = ticket.history.at(-1);
  const saysEnd = last?.name === 'breach' || last?.name.startsWith('closed-') === true;
  if (ticket.state === 'closed' && !saysEnd) problems.push(violation('R14', 'tells nobody how it ended'));
  const isBreach = ticket.outcome === 'auto-closed' && last?.name === 'breach';
  if (isBreach && ticket.posted['breach'] === 'passed')
    problems.push(violation('R16', 'told nobody of its breach'));
  return problems;
};

/** A ticket whose post has ended, and that nothing lists any more, is closed as what happened (R14). */
const checkEnd = (ticket: Ticket, { coupang, now }: Aftermath): Violation[] => {
  const { inquiryId, state, outcome } = ticket;
  const listed = coupang.inquiries.get(inquiryId);
  const violation = (rule: string, problem: string): Violation[] => [
    { rule, problem: `${ticketId(ticket)} ${problem}`, inquiryId },
  ];
  const id = ticket.learntAnswerId ?? ticket.answerId;
  const ends = coupang.ends.get(id) ?? [];
  if (state === 'closed') {
    // A TRANSFER that goes on being listed; one that became it, and was superseded, is kept as it was.
    const isPast = now >= ticket.dueAt + (ticket.kind === 'confirm' ? 0 : DAY_MS);
    if (outcome === 'unknown' && isPast) return [];
    // What ended, was asked again and ended otherwise may have been seen once only.
    const end = ends.find((one) => one.outcome === outcome);
    if (!end)
      return violation('R14', `is closed as ${outcome} and was ${ends.at(-1)?.outcome ?? 'not ended'}`);
    const inTime = end.at <= ticket.dueAt;
    return outcome === 'answered' && ticket.inTime !== inTime
      ? violation('R14', `says inTime ${ticket.inTime}, and it is ${inTime}`)
      : [];
  }
  const isEnded = listed?.inquiry.posts.some((post) => post.answerId === id && !isAsking(post));
  if (!listed || !isEnded) return [];
  const isListed = listed.list !== 'ANSWER' && !listed.inquiry.posts.some(isAsking);
  return isListed ? [] : violation('R14', `is ${state} and was ${ends.at(-1)?.outcome}`);
};

const checkOnePerPost = (tickets: readonly Ticket[]): Violation[] => {
  const seen = new Set<string>();
  return tickets.flatMap(({ inquiryId, answerId, learntAnswerId }) => {
    const name = `${inquiryId}/${learntAnswerId ?? answerId}`;
    const isTwin = seen.has(name);
    seen.add(name);
    return isTwin ? [{ rule: 'R10', problem: `two tickets of the post ${name}`, inquiryId }] : [];
  });
};
