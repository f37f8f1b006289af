import { MARKET_ZONES } from '../config/market.ts';
import type { VendorConfig } from '../config/schema.ts';
import type { DigestFacts } from '../domain/notice.ts';
import type { Ticket } from '../domain/ticket.ts';
import { OUR_LIMITS } from './block-limits.ts';
import { type Block, context, section } from './blocks.ts';
import { cutText } from './cut-text.ts';
import { nameState } from './describe-state.ts';
import { formatAbsolute, formatSlackDate } from './format-due.ts';
import { formatMentions } from './format-mentions.ts';
import type { Message } from './message.ts';
import { noticePush } from './notice-push.ts';
import { noticeTitle, shopName } from './notice-title.ts';
import { tidyLine } from './tidy-text.ts';
import { WORDING } from './wording.ts';
import type { Texts } from './texts.ts';

const MOST_LINES = 20;
/** So many fit into one section, however long they are. */
const LINES_PER_SECTION = 10;

/**
 * Many new tickets in one message (D5, D6): a line each, the soonest deadline first. It mentions once whom a new card
 * mentions, as long as one of them is open; the cards in its thread mention nobody.
 */
export const buildDigest = (
  { past }: DigestFacts,
  members: readonly Ticket[],
  vendor: VendorConfig,
): Message => {
  const texts = WORDING[vendor.language];
  const words = texts.notice;
  const byDue = members.toSorted((a, b) => a.dueAt - b.dueAt);
  const [soonest] = byDue.filter(isOpen);
  const due = soonest && formatAbsolute(soonest.dueAt, MARKET_ZONES[soonest.market], texts);
  const blocks: Block[] = [
    noticeTitle('📋', words.digestCount(members.length), ...countStates(members, texts)),
    ...lineSections(byDue, texts),
  ];
  if (soonest && vendor.mentionOnNew.length > 0) blocks.push(section(formatMentions(vendor.mentionOnNew)));
  if (past > 0) blocks.push(context(words.digestPast(past)));
  blocks.push(context(`${words.digestThread} · ${shopName(vendor)}`));
  const said = [words.digestCount(members.length), ...(due === undefined ? [] : [words.soonestDue(due)])];
  return { text: noticePush(words.digest, said, vendor), blocks };
};

const isOpen = ({ state }: Ticket): boolean => state !== 'closed';

/** `미답변 9`, `미확인 3`, `종료 1`: only what there is. */
const countStates = (members: readonly Ticket[], texts: Texts): string[] => {
  const open = members.filter(isOpen);
  const replies = open.filter(({ kind }) => kind === 'reply').length;
  return [
    { said: texts.kind.reply, count: replies },
    { said: texts.kind.confirm, count: open.length - replies },
    { said: texts.notice.closedMembers, count: members.length - open.length },
  ]
    .filter(({ count }) => count > 0)
    .map(({ said, count }) => `${said} ${count}`);
};

const lineSections = (byDue: readonly Ticket[], texts: Texts): Block[] => {
  const lines = byDue.slice(0, MOST_LINES).map((ticket) => memberLine(ticket, texts));
  const sections: Block[] = [];
  for (let at = 0; at < lines.length; at += LINES_PER_SECTION) {
    sections.push(section(...lines.slice(at, at + LINES_PER_SECTION)));
  }
  const more = byDue.length - lines.length;
  return more > 0 ? [...sections, section(texts.notice.more(more))] : sections;
};

const memberLine = (ticket: Ticket, texts: Texts): string => {
  const product = cutText(tidyLine(ticket.product ?? ''), { limit: OUR_LIMITS.productInList });
  const inquiry = cutText(tidyLine(ticket.inquiryId), { limit: OUR_LIMITS.idInList });
  return [
    formatSlackDate(ticket.dueAt, MARKET_ZONES[ticket.market], texts),
    nameState(ticket, texts),
    ...(product === '' ? [] : [product]),
    texts.inquiry(`\`${inquiry}\``),
  ].join(' · ');
};
