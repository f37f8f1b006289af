import type { Ticket } from '../../domain/ticket/ticket.ts';
import { besideButton, type Block, linkButton } from '../format/blocks.ts';
import type { Texts } from '../wording/wording.ts';
import { nameInquiry } from './describe-ticket.ts';

/** The list of inquiries. A link to a single inquiry is unknown. Source: coupang-api.md section 6. */
const WING_INQUIRIES = 'https://wing.coupang.com/tenants/cs/csinquiry';

export const wingButton = (text: string): Block => linkButton(ACTION, text, WING_INQUIRIES);

export const wayToWing = ({ key, facts }: Ticket, texts: Texts): Block =>
  besideButton(texts.searchInWing(nameInquiry(key, texts)), ACTION, texts.button[facts.kind], WING_INQUIRIES);

const ACTION = 'open-wing';
