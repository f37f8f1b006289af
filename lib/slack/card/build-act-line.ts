import type { VendorConfig } from '../../config/schema.ts';
import type { LineName, Ticket } from '../../domain/ticket/ticket.ts';
import { OUR_LIMITS } from '../format/block-limits.ts';
import { type Block, context, quote } from '../format/blocks.ts';
import { cutText } from '../format/cut-text.ts';
import { formatMentions } from '../format/format-mentions.ts';
import { nameTicket } from './describe-ticket.ts';
import { tidyLine } from '../format/tidy-text.ts';
import { WORDING } from '../wording/wording.ts';

/** What a person did with the ticket, for its thread (A1). It mentions only whom it assigns. */
export const buildActLine = (ticket: Ticket, name: LineName, vendor: VendorConfig): Block[] => {
  const texts = WORDING[vendor.language];
  const deed = ticket.facts.history.find((line) => line.name === name)?.deed;
  if (!deed) return [];
  const said = texts.act.deed[deed.did](
    namePerson(deed),
    deed.to === undefined ? '' : formatMentions([deed.to]),
  );
  const { act } = ticket.facts;
  // A given-up reply: its author may copy it.
  const text = act?.id === deed.press && act.progress === 'told' ? act.text : undefined;
  const named = ticket.delivery.threadTs === undefined ? [] : [context(nameTicket(ticket, texts))];
  return [context(said), ...(text === undefined ? [] : [quote(text)]), ...named];
};

/** `@minji`: a name that mentions nobody. Without a known name, the mention. */
export const namePerson = ({ by, name }: { by: string; name?: string }): string =>
  name === undefined ? formatMentions([by]) : `@${cutText(tidyLine(name), { limit: OUR_LIMITS.idInList })}`;
