import { judgeHandOver } from '../call-center/outcome.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import { storedText } from '../inquiry/plain-text.ts';
import { judgeQuestion } from '../product/judge-question.ts';
import type { Source } from '../sources.ts';
import type { Judged } from '../ticket/own-end.ts';
import type { Ticket } from '../ticket/ticket.ts';

type Judge = (ticket: Ticket, inquiry: Inquiry, now: number) => Judged;

/** How an inquiry of each source shows the end of a request. */
const JUDGES: Record<Source, Judge> = {
  'call-center': judgeHandOver,
  product: (ticket, inquiry) => {
    const end = judgeQuestion(ticket, inquiry);
    return { end, isAsking: end === undefined, text: storedText(inquiry.content).text };
  },
};

/** Reads what an inquiry shows about a ticket. @param now epoch ms */
export const judge: Judge = (ticket, inquiry, now) => JUDGES[ticket.key.source](ticket, inquiry, now);
