import type { Ticket } from '../../lib/domain/ticket.ts';
import type { Aftermath } from './check-outcome.ts';
import { isAsking } from './coupang-people.ts';
import type { ShownHandOver } from './reading-ledger.ts';
import type { Violation } from './violation.ts';

/** What Coupang's pages showed has its tickets, and what it lists now has open ones (promise, R10, R12, R15). */
export const checkInquiries = (aftermath: Aftermath): Violation[] => [
  ...aftermath.promised.flatMap((one) => checkPromised(one, aftermath)),
  ...[...aftermath.coupang.inquiries.keys()].flatMap((inquiryId) => checkInquiry(inquiryId, aftermath)),
  ...checkOnePerPost(aftermath.tickets),
];

const answersTo = (ticket: Ticket, answerId: string): boolean =>
  ticket.answerId === answerId || ticket.learntAnswerId === answerId;

const checkPromised = ({ inquiryId, asking, status }: ShownHandOver, { tickets }: Aftermath): Violation[] => {
  const own = tickets.filter((ticket) => ticket.inquiryId === inquiryId);
  // A TRANSFER past for good may give way to a newer hand-over; an answer that is wanted never does.
  const wanted = status === 'NO_ANSWER' ? asking.slice(0, 1) : asking;
  const isKept =
    wanted.length === 0 ? own.length > 0 : wanted.some((id) => own.some((ticket) => answersTo(ticket, id)));
  const problem = `a page showed ${inquiryId} and no ticket stands for it`;
  return isKept ? [] : [{ rule: 'promise', problem, concerns: inquiryId }];
};

/** Whatever Coupang lists now has an open ticket, save a TRANSFER past for good (R15). */
const checkInquiry = (inquiryId: string, { tickets, coupang, now }: Aftermath): Violation[] => {
  const listed = coupang.inquiries.get(inquiryId);
  if (!listed || listed.list === 'ANSWER') return [];
  const violation = (rule: string, problem: string): Violation => ({ rule, problem, concerns: inquiryId });
  const own = tickets.filter((ticket) => ticket.inquiryId === inquiryId);
  const open = own.filter(({ state }) => state === 'open');
  const oldest = listed.inquiry.posts.find(isAsking);
  const isPast = listed.list === 'TRANSFER' && own.some((ticket) => ticket.stillListed && ticket.dueAt < now);
  if (open.length === 0 && !isPast)
    return [violation('R15', `Coupang lists ${inquiryId}, and no ticket is open`)];
  const kind = listed.list === 'NO_ANSWER' ? 'reply' : 'confirm';
  const problems = open
    .filter((ticket) => ticket.kind !== kind)
    .map(() => violation('R12', `${inquiryId} is listed as ${listed.list} and kept otherwise`));
  const isAsked = (ticket: Ticket): boolean =>
    listed.inquiry.posts.some((post) => isAsking(post) && answersTo(ticket, post.answerId ?? ''));
  // Each hand-over that was announced keeps its card until it ends; nothing else stands beside another.
  if (open.length > 1 && !open.every(isAsked)) {
    const many = `${open.length} tickets of ${inquiryId} are open at once`;
    problems.push(violation('R10', `${many}, and not each has a post that asks`));
  }
  const wanted = listed.list === 'NO_ANSWER' ? oldest?.answerId : undefined;
  if (wanted !== undefined && !open.some((ticket) => answersTo(ticket, wanted)))
    problems.push(violation('R10', `the oldest asking post of ${inquiryId} has no open ticket`));
  return problems;
};

const checkOnePerPost = (tickets: readonly Ticket[]): Violation[] => {
  const seen = new Set<string>();
  return tickets.flatMap(({ inquiryId, answerId, learntAnswerId }) => {
    const name = `${inquiryId}/${learntAnswerId ?? answerId}`;
    const isTwin = seen.has(name);
    seen.add(name);
    return isTwin ? [{ rule: 'R10', problem: `two tickets of the post ${name}`, concerns: inquiryId }] : [];
  });
};
