import { findVendor } from '../../config/find-vendor.ts';
import { MARKET_ZONES } from '../../config/market.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { nameState, sayState } from '../card/describe-state.ts';
import { nameClaimer } from '../card/name-claimer.ts';
import { section, type Message } from '../format/blocks.ts';
import { cutText, tidyLine } from '../format/cut-text.ts';
import { formatSlackDate } from '../format/format-due.ts';
import { formatLink } from '../format/format-link.ts';
import { joinParts, listedInquiry, listedProduct } from '../format/list-lines.ts';
import { markOf } from '../format/marks.ts';
import { shopName } from '../format/message-title.ts';
import { WORDING } from '../wording/wording.ts';
import type { HomeContext } from './build-home.ts';

const WORDS_SHOWN = 60;

/**
 * The private answer to `/coupang`: tickets with their cards, and how closed tickets ended (A7).
 * @param found `count` includes tickets that are not shown
 */
export const buildSearch = (
  words: string,
  { tickets, count }: { tickets: readonly Ticket[]; count: number },
  { vendors, language, linkTo, now }: Pick<HomeContext, 'vendors' | 'language' | 'linkTo' | 'now'>,
): Message => {
  const texts = WORDING[vendors[0]?.language ?? language];
  if (vendors.length === 0) return say(texts.home.noVendor);
  if (words === '') return say(texts.home.howToFind);
  if (tickets.length === 0)
    return say(texts.home.notFound(cutText(tidyLine(words), { limit: WORDS_SHOWN })), texts.home.howToFind);
  const lines = tickets.map((ticket) => {
    const { market, inquiryId } = ticket.key;
    const { dueAt, state, product } = ticket.facts;
    const isClosed = state === 'closed';
    const link = linkTo(ticket.delivery);
    const vendor = findVendor({ vendors }, ticket.key);
    const mark = vendor === undefined ? '' : `${markOf(ticket, vendor, now)} `;
    return joinParts(
      `${mark}${formatSlackDate(dueAt, MARKET_ZONES[market], texts)}`,
      vendor && isClosed ? sayState(ticket, vendor) : nameState(ticket, texts),
      listedProduct(product),
      isClosed ? undefined : nameClaimer(ticket.facts, texts),
      listedInquiry(inquiryId, texts),
      link === undefined ? undefined : formatLink(link, texts.shift.card),
      vendors.length > 1 && vendor ? shopName(vendor) : undefined,
    );
  });
  const isOver = tickets.every(({ facts: { state } }) => state === 'closed');
  const more = count > tickets.length ? [texts.notice.more(count - tickets.length)] : [];
  return say(texts.home[isOver ? 'foundClosed' : 'found'](count), ...lines, ...more);
};

/** Ten lines of some hundred characters fit into a section. */
const say = (first: string, ...rest: string[]): Message => ({
  text: first,
  blocks: [section(first), ...rest.map((line) => section(line))],
});
