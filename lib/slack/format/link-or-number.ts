import type { CardDelivery } from '../../domain/ticket/ticket.ts';
import type { Texts } from '../wording/wording.ts';
import { formatLink, type LinkTo } from './format-link.ts';
import { listedInquiry } from './list-lines.ts';

/** A ticket at the end of a list's line: its card, or, where Slack gives no link to that, its inquiry's number. */
export const linkOrNumber = (
  inquiryId: string,
  delivery: Pick<CardDelivery, 'channel' | 'ts' | 'threadTs'> | undefined,
  linkTo: LinkTo,
  texts: Texts,
): string => {
  const link = delivery && linkTo(delivery);
  return link === undefined ? listedInquiry(inquiryId, texts) : formatLink(link, texts.shift.card);
};
