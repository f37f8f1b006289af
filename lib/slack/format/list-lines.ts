import { BLOCK_LIMITS, OUR_LIMITS } from './block-limits.ts';
import { type Block, section } from './blocks.ts';
import { cutText, tidyLine } from './cut-text.ts';
import type { Texts } from '../wording/wording.ts';
import type { CardDelivery } from '../../domain/ticket/ticket.ts';
import { type LinkTo, formatLink } from './format-link.ts';

const MOST_LINES = 20;
/** Slack folds a longer section. */
const LINES_PER_SECTION = 10;

type List = {
  lines: readonly string[];
  count: number;
  heading?: string;
  /** The most characters for the list, as they are sent. */
  room?: number;
  /** The most lines. The last of them then ends with the number of the others, which else has a section of its own. */
  most?: number;
};

/** At most twenty lines in sections, as far as there is room, and the number of the others. */
export const listLines = (
  { lines, count, heading, room = OUR_LIMITS.list, most }: List,
  texts: Texts,
): Block[] => {
  const shown: string[] = [];
  let left = room;
  for (const line of lines.slice(0, most ?? MOST_LINES)) {
    left -= sentLength(line);
    if (left < 0) break;
    shown.push(line);
  }
  const more = count - shown.length;
  const all = [...(heading === undefined ? [] : [heading]), ...shown];
  // A heading counts all tickets.
  const isHeadingAlone = heading !== undefined && most !== undefined && shown.length === 0;
  if (more <= 0 || isHeadingAlone) return inSections(all);
  const others = texts.notice.more(more);
  return most === undefined
    ? [...inSections(all), section(others)]
    : inSections([...all.slice(0, -1), joinParts(all.at(-1), `*${others}*`)]);
};

/** `{date} · 미답변 · …`: leaves out empty parts. */
export const joinParts = (...parts: (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join(' · ');

export const listedProduct = (product = ''): string =>
  cutText(tidyLine(product), { limit: OUR_LIMITS.productInList });

export const listedInquiry = (inquiryId: string, texts: Texts): string =>
  texts.inquiry(`\`${cutText(tidyLine(inquiryId), { limit: OUR_LIMITS.idInList })}\``);

const sentLength = (line: string): number => JSON.stringify(`\n${line}`).length - 2;

const inSections = (lines: readonly string[]): Block[] => {
  const sections: string[][] = [];
  let length = 0;
  for (const line of lines) {
    const last = sections.at(-1);
    length += line.length + 1;
    if (last && last.length < LINES_PER_SECTION && length <= BLOCK_LIMITS.sectionText) last.push(line);
    else {
      sections.push([line]);
      length = line.length + 1;
    }
  }
  return sections.map((some) => section(...some));
};

/** Ends a list's line: a link to the ticket's card, or the inquiry's number without a link. */
export const linkOrNumber = (
  inquiryId: string,
  delivery: Pick<CardDelivery, 'channel' | 'ts' | 'threadTs'> | undefined,
  linkTo: LinkTo,
  texts: Texts,
): string => {
  const link = delivery && linkTo(delivery);
  return link === undefined ? listedInquiry(inquiryId, texts) : formatLink(link, texts.shift.card);
};
