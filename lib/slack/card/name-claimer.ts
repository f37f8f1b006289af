import type { TicketFacts } from '../../domain/ticket/ticket.ts';
import { OUR_LIMITS } from '../format/block-limits.ts';
import { cutText, tidyLine } from '../format/cut-text.ts';
import { formatMentions } from '../format/format-mentions.ts';
import type { Texts } from '../wording/wording.ts';

type Claimed = Pick<TicketFacts, 'claimedBy'>;

/** `담당 <@U0CS>`, which mentions the person in a new message. Empty without a claim, since nobody can claim yet (A1). */
export const nameClaimer = ({ claimedBy }: Claimed, texts: Texts): string => {
  if (claimedBy === undefined) return '';
  const user = mentionUser(claimedBy);
  return user === '' ? texts.claimed : texts.claimedBy(user);
};

/** `<@U0CS>`, or the text of an id that is not a user's. */
export const mentionUser = (id: string): string =>
  isUser(id) ? formatMentions([id]) : cutText(tidyLine(id), { limit: OUR_LIMITS.idInList });

/** `담당 있음`. It mentions nobody. */
export const sayWhetherClaimed = ({ claimedBy }: Claimed, texts: Texts): string =>
  claimedBy === undefined ? '' : texts.claimed;

export const isUser = (id: string): boolean => /^[UW][A-Z0-9]{2,}$/.test(id);
