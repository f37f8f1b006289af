import { findVendor } from '../../config/find-vendor.ts';
import { MARKET_ZONES } from '../../config/market.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { OwnTickets } from '../../workflows/ports/slack.ts';
import { nameAnswerer, nameState, sayState } from '../card/describe-state.ts';
import { nameClaimer } from '../card/name-claimer.ts';
import { type Block, context, section, type Message } from '../format/blocks.ts';
import { cutText, tidyLine } from '../format/cut-text.ts';
import { formatSlackDate, sayLeft } from '../format/format-due.ts';
import { formatLink } from '../format/format-link.ts';
import { joinParts, listedInquiry, listedProduct, listLines } from '../format/list-lines.ts';
import { markOf } from '../format/marks.ts';
import { nameProduct } from '../format/name-product.ts';
import { shopName } from '../format/message-title.ts';
import { type Texts, WORDING } from '../wording/wording.ts';
import type { HomeContext } from './build-home.ts';

type SearchContext = Pick<HomeContext, 'vendors' | 'language' | 'linkTo' | 'now'>;

const WORDS_SHOWN = 60;

/**
 * The private answer to `/coupang` with words: tickets with their cards, and how closed tickets ended (A7).
 * @param found `count` includes tickets that are not shown
 */
export const buildSearch = (
  words: string,
  { tickets, count }: { tickets: readonly Ticket[]; count: number },
  about: SearchContext,
): Message => {
  const { vendors, language } = about;
  const texts = WORDING[vendors[0]?.language ?? language];
  if (vendors.length === 0) return say(texts.home.noVendor);
  if (asksForHelp(words)) return say(`*${texts.home.help}*`, texts.home.howToFind, texts.home.howToList);
  if (tickets.length === 0)
    return say(texts.home.notFound(cutText(tidyLine(words), { limit: WORDS_SHOWN })), texts.home.howToFind);
  const isOver = tickets.every(({ facts: { state } }) => state === 'closed');
  return say(
    texts.home[isOver ? 'foundClosed' : 'found'](count),
    ...tickets.map((ticket) => listTicket(ticket, about, texts)),
    ...(count > tickets.length ? [texts.notice.more(count - tickets.length)] : []),
  );
};

/** In any language, since people may not know the team's. */
const asksForHelp = (words: string): boolean =>
  Object.values(WORDING).some(({ home }) => home.help.toLowerCase() === words.trim().toLowerCase());

/** The private answer to `/coupang` alone: what the person has claimed, and what nobody has claimed (A7). */
export const buildOwnList = (own: OwnTickets, about: SearchContext): Message => {
  const { vendors, language } = about;
  const texts = WORDING[vendors[0]?.language ?? language];
  if (vendors.length === 0) return say(texts.home.noVendor);
  const { counts } = own;
  const list = (heading: string, tickets: readonly Ticket[], count: number): Block[] =>
    count === 0
      ? []
      : listLines(
          {
            heading: `*${heading}*`,
            lines: tickets.map((ticket) => listTicket(ticket, about, texts)),
            count,
          },
          texts,
        );
  const blocks = [
    ...list(texts.home.who.mine, own.mine, counts.mine),
    ...list(texts.home.who.unclaimed, own.unclaimed, counts.unclaimed),
  ];
  const nothing = texts.home[counts.open === 0 ? 'nothingOpen' : 'nothingForYou'];
  const first = joinParts(
    own.kind === 'all' ? undefined : texts.home.kind[own.kind],
    blocks.length === 0 ? nothing : texts.home.yours(counts.mine, counts.unclaimed),
  );
  return {
    text: first,
    blocks: [section(first), ...blocks, context(texts.home.howToFind)],
  };
};

const listTicket = (ticket: Ticket, { vendors, linkTo, now }: SearchContext, texts: Texts): string => {
  const { market, inquiryId } = ticket.key;
  const { dueAt, state } = ticket.facts;
  const isClosed = state === 'closed';
  const link = linkTo(ticket.delivery);
  const vendor = findVendor({ vendors }, ticket.key);
  const mark = vendor === undefined ? '' : `${markOf(ticket, vendor, now)} `;
  const due = formatSlackDate(dueAt, MARKET_ZONES[market], texts);
  return joinParts(
    `${mark}${isClosed ? due : `*${sayLeft(dueAt, now, texts)}*`}`,
    listedProduct(nameProduct(ticket.facts, texts)),
    isClosed ? undefined : due,
    vendor && isClosed ? sayState(ticket, vendor) : nameState(ticket, texts),
    vendor && isClosed ? nameAnswerer(ticket, vendor) : nameClaimer(ticket.facts, texts),
    listedInquiry(inquiryId, texts),
    link === undefined ? undefined : formatLink(link, texts.shift.card),
    vendors.length > 1 && vendor ? shopName(vendor) : undefined,
  );
};

/** Ten lines of some hundred characters fit into a section. */
const say = (first: string, ...rest: string[]): Message => ({
  text: first,
  blocks: [section(first), ...rest.map((line) => section(line))],
});
