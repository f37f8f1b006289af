import type { Button } from '@slack/web-api';
import type { Source } from '../../domain/sources.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { OUR_LIMITS } from '../format/block-limits.ts';
import { besideButton, type Block, linkButton, urlButton } from '../format/blocks.ts';
import { joinParts } from '../format/list-lines.ts';
import { WING_LISTS } from '../../domain/sources.ts';
import { type Texts, WING_HOME } from '../wording/wording.ts';
import { leadsToWing, nameInquiry } from './describe-ticket.ts';

export const wingButton = (text: string, source: Source = 'call-center'): Block =>
  linkButton(ACTION, text, WING_LISTS[source]);

/** A link to a single order is unknown. */
export const wingHomeButton = (texts: Texts): Button => urlButton(ACTION, texts.notice.openWing, WING_HOME);

/** The button to where the ticket is answered: its form if that is at Coupang (I4), else WING. A TRANSFER is confirmed in WING all the same. */
export const waysToAnswer = (ticket: Ticket, texts: Texts): Block[] => {
  const form = trustedForm(ticket);
  if (form === undefined) return leadsToWing(ticket) ? [wayToWing(ticket, texts)] : [];
  const isReply = ticket.facts.kind === 'reply';
  const text = joinParts(texts.answerInForm, isReply ? nameInquiry(ticket.key, texts) : undefined);
  return [
    besideButton(text, 'open-form', texts.button.form, form),
    ...(isReply ? [] : [wayToWing(ticket, texts)]),
  ];
};

export const wayToWing = ({ key, facts }: Ticket, texts: Texts): Block =>
  besideButton(
    texts.searchInWing[key.source](nameInquiry(key, texts)),
    ACTION,
    texts.button[facts.kind],
    WING_LISTS[key.source],
  );

const ACTION = 'open-wing';

const HOST = /^(coupa\.ng|([a-z0-9-]+\.)*coupang\.com)$/;

/** The address of an open ticket's form, if it is https at a host of Coupang. */
export const trustedForm = ({ facts: { formLink = '', state } }: Ticket): string | undefined => {
  const url = state === 'closed' ? null : URL.parse(formLink);
  if (url?.protocol !== 'https:' || !HOST.test(url.hostname)) return undefined;
  if (url.username !== '' || url.password !== '' || url.port !== '') return undefined;
  return url.href.length <= OUR_LIMITS.link ? url.href : undefined;
};
