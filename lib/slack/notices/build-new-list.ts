import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import { mentionsOfNew } from '../../domain/delivery/mentions.ts';
import { SOURCE_NAMES, SOURCES } from '../../domain/sources.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { type Block, context, section, type Message } from '../format/blocks.ts';
import { nameState } from '../card/describe-state.ts';
import { formatAbsolute, formatSlackDate } from '../format/format-due.ts';
import { formatMentions } from '../format/format-mentions.ts';
import type { LinkTo } from '../format/format-link.ts';
import { linkOrNumber, joinParts, listedProduct, listLines } from '../format/list-lines.ts';
import { nameProduct } from '../format/name-product.ts';
import { noticePush } from './notice-push.ts';
import { markOf } from '../format/marks.ts';
import { noticeTitle, shopName } from '../format/message-title.ts';
import { WORDING, type Texts } from '../wording/wording.ts';

/**
 * Many new tickets in one message (D5, D6), the soonest deadline first. The cards follow in its thread, and later each
 * line links to its card.
 */
export const buildNewList = (
  members: readonly Ticket[],
  { vendor, now, linkTo }: { vendor: VendorConfig; now: number; linkTo: LinkTo },
): Message => {
  const texts = WORDING[vendor.language];
  const words = texts.notice;
  const byDue = members.toSorted((a, b) => a.facts.dueAt - b.facts.dueAt);
  const [soonest] = byDue.filter(isOpen);
  const source = byDue[0]?.key.source ?? SOURCE_NAMES[0];
  const title = words.newCount[source](members.length);
  const due = soonest && formatAbsolute(soonest.facts.dueAt, MARKET_ZONES[soonest.key.market], texts);
  const blocks: Block[] = [
    noticeTitle('📋', title, ...countStates(members, texts)),
    ...listLines(
      { lines: byDue.map((ticket) => memberLine(ticket, vendor, now, linkTo)), count: byDue.length },
      texts,
    ),
  ];
  const mentions = mentionsOfNew(members, vendor);
  if (mentions.length > 0) blocks.push(section(formatMentions(mentions)));
  blocks.push(context(`${words.newThread} · ${shopName(vendor)}`));
  const push = [title, ...(due === undefined ? [] : [words.soonestDue(due)])];
  return { text: noticePush(words.newList, push, vendor), blocks };
};

const isOpen = ({ facts: { state } }: Ticket): boolean => state !== 'closed';

/** `미답변 9`, `미확인 3`, `종료 1`: leaves out a count of zero, and the only kind of a source, which the title names. */
const countStates = (members: readonly Ticket[], texts: Texts): string[] => {
  const open = members.filter(isOpen);
  const kinds = SOURCE_NAMES.map((source) => SOURCES[source].kinds).flatMap((some) =>
    some.length > 1 ? [...some] : [],
  );
  return [
    ...kinds.map((kind) => ({
      name: texts.kind[kind],
      count: open.filter(({ facts }) => facts.kind === kind).length,
    })),
    { name: texts.notice.closedMembers, count: members.length - open.length },
  ]
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${name} ${count}`);
};

const memberLine = (ticket: Ticket, vendor: VendorConfig, now: number, linkTo: LinkTo): string => {
  const texts = WORDING[vendor.language];
  return joinParts(
    `${markOf(ticket, vendor, now)} ${formatSlackDate(ticket.facts.dueAt, MARKET_ZONES[ticket.key.market], texts)}`,
    nameState(ticket, texts),
    listedProduct(nameProduct(ticket.facts, texts)),
    linkOrNumber(ticket.key.inquiryId, ticket.delivery, linkTo, texts),
  );
};
