import type { VendorConfig } from '../../config/schema.ts';
import { levelOfTicket } from '../../domain/ladder/warning-level.ts';
import { isMaskedLogin } from '../../domain/inquiry/plain-text.ts';
import type { Ticket, TicketFacts, TicketKey } from '../../domain/ticket/ticket.ts';
import { OUR_LIMITS } from '../format/block-limits.ts';
import { cutText, tidyLine } from '../format/cut-text.ts';
import { formatDuration } from '../format/format-due.ts';
import { formatMentions } from '../format/format-mentions.ts';
import { joinParts } from '../format/list-lines.ts';
import { markOf } from '../format/marks.ts';
import { SOURCE_MARKS, WORDING, type Texts } from '../wording/wording.ts';

/**
 * The card's first line. Its symbol shows how near the deadline is. A closed ticket shows its outcome. A header could
 * show a time only in the market's zone, so it has none.
 * @param now epoch ms; from the deadline on the ticket is past due
 */
export const describeState = (ticket: Ticket, vendor: VendorConfig, now = 0): string =>
  `${markOf(ticket, vendor, now)} ${sayState(ticket, vendor, now)}`;

/** The same without its symbol. */
export const sayState = (ticket: Ticket, vendor: VendorConfig, now = 0): string => {
  const texts = WORDING[vendor.language];
  switch (ticket.facts.state) {
    case 'open':
      return describeOpen(ticket, vendor, texts, now);
    case 'unverified':
      return joinParts(nameSource(ticket, texts), texts.unverifiedTitle);
    case 'closed':
      return joinParts(nameSource(ticket, texts), describeOutcome(ticket, vendor, texts));
  }
};

/** The first word of a push: `답변 완료`, or the kind of an open ticket. */
export const nameState = (ticket: NamedState, texts: Texts): string => {
  const { state, kind, outcome } = ticket.facts;
  switch (state) {
    case 'open':
      return texts.kind[kind];
    case 'unverified':
      return markSource(ticket, texts.unverified);
    case 'closed':
      return markSource(ticket, texts.outcome[outcome ?? 'unknown']);
  }
};

type NamedState = { key: TicketKey; facts: Pick<TicketFacts, 'state' | 'kind' | 'outcome'> };

/** `🛍️ 답변 완료`: for words that do not name the source. */
export const markSource = ({ key }: Pick<Ticket, 'key'>, words: string): string =>
  [SOURCE_MARKS[key.source], words].filter((part) => part !== undefined).join(' ');

/** The kind, for titles that do not name it. Absent for a hand-over. */
export const nameSource = ({ key, facts }: Ticket, texts: Texts): string | undefined =>
  SOURCE_MARKS[key.source] === undefined ? undefined : texts.kind[facts.kind];

const describeOpen = (ticket: Ticket, vendor: VendorConfig, texts: Texts, now: number): string => {
  const { kind } = ticket.facts;
  const isOverdue = levelOfTicket(ticket.facts, vendor, now) === 'overdue';
  return (isOverdue ? texts.overdueTitle : texts.openTitle)[kind];
};

const describeOutcome = (ticket: Ticket, vendor: VendorConfig, texts: Texts): string => {
  const { outcome = 'unknown' } = ticket.facts;
  switch (outcome) {
    case 'auto-closed':
      return texts.autoClosedTitle;
    case 'answered':
    case 'confirmed':
      return [
        texts.closedTitle[outcome],
        ...timeTaken(ticket, texts),
        ...byLogin(ticket, vendor, texts),
      ].join(' · ');
    case 'unknown':
    case 'withdrawn':
    case 'decided-by-coupang':
    case 'deleted':
    case 'left-unanswered':
    case 'replaced':
      return texts.closedTitle[outcome];
  }
};

const timeTaken = (
  { facts: { askedAt, answeredAt, askedAtUncertain, inTime } }: Ticket,
  texts: Texts,
): string[] => {
  const details: string[] = [];
  if (answeredAt !== undefined && answeredAt >= askedAt) {
    const duration = formatDuration(answeredAt - askedAt, texts);
    details.push(askedAtUncertain ? texts.about(duration) : duration);
  }
  if (inTime !== undefined) details.push(inTime ? texts.inTime : texts.late);
  return details;
};

/** The person with the login has a mention instead, which a card's header cannot show. */
const byLogin = (ticket: Ticket, vendor: VendorConfig, texts: Texts): string[] => {
  const { answeredBy = '' } = ticket.facts;
  const login = cutText(tidyLine(answeredBy), { limit: OUR_LIMITS.login });
  return login === '' || nameAnswerer(ticket, vendor) !== undefined ? [] : [texts.answeredBy(login)];
};

/** `답변자 <@U0CS>`, which mentions the person in a new message. Absent if the WING login is not exactly one person's. */
export const nameAnswerer = (
  { facts: { state, answeredBy } }: Ticket,
  vendor: VendorConfig,
): string | undefined => {
  if (state !== 'closed' || answeredBy === undefined) return undefined;
  const { people } = vendor.acting;
  // A ticket keeps the login masked.
  const [user, ...others] = Object.keys(people).filter((id) =>
    isMaskedLogin(answeredBy, people[id]?.wingId ?? ''),
  );
  return user === undefined || others.length > 0
    ? undefined
    : WORDING[vendor.language].answeredBy(formatMentions([user]));
};
