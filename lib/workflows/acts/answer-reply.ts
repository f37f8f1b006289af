import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import { decidePress } from '../../domain/act/decide-press.ts';
import { type Finding, findFaults, findUnfilledPlace } from '../../domain/act/guard.ts';
import { findPublicFaults, signatureFor } from '../../domain/act/public-faults.ts';
import {
  cleanReply,
  readReply,
  replyMark,
  fillTemplate,
  listFactPlaces,
  orderTemplates,
  withTemplate,
} from '../../domain/act/reply-content.ts';
import { defined } from '../../domain/defined.ts';
import type { ReplyFacts } from '../../domain/order/order.ts';
import { isOffered, ordersOf } from '../../domain/order/orders-of.ts';
import { dateAt } from '../../domain/time/dates.ts';
import type { Press } from '../../domain/ticket/act.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { OrderRequester } from '../ports/events.ts';
import type { NoFacts, Submission, TemplateChoice } from '../ports/slack.ts';
import { answer, type Answered, logKnown } from './answer-press.ts';
import { findPressed, type Refused } from './find-pressed.ts';
import { press, type PressPorts } from './press.ts';

/**
 * `preview`: shows the reply as it would be sent, with the guard's findings. `text`: the typed text with its places filled in. `blocked`: the guard forbids it. `refused`:
 * nothing was sent, and the author keeps the text.
 */
export type ReplyAnswer =
  | { is: 'sent' }
  | {
      is: 'preview';
      ticket: Ticket;
      vendor: VendorConfig;
      text: string;
      content: string;
      findings: Finding[];
    }
  | { is: 'blocked'; vendor: VendorConfig; findings: Finding[] }
  | ({ is: 'refused' } & Refused);

/**
 * Takes a reply (A3, A8). It is sent only after its author has seen exactly this text as a preview. Each submission checks
 * everything again: the ticket, the person, the length, the guard and the agent's question.
 */
export const answerReply = async (submission: Submission, ports: PressPorts): Promise<ReplyAnswer> => {
  const found = await findPressed(submission, 'reply', ports);
  if ('refusal' in found) return { is: 'refused', ...found };
  const { ticket, vendor, wingId } = found;
  const { signature, guard } = vendor.acting;
  const zone = MARKET_ZONES[ticket.key.market];
  // The facts may have come after the template.
  const text = fillTemplate(submission.text, ticket, zone, submission.facts);
  const reply = readReply(text, signatureFor(ticket, signature));
  if ('refusal' in reply) return { is: 'refused', refusal: { code: reply.refusal }, ticket };
  const { content } = reply;
  const { by, name, channel, mark, seen, version } = submission;
  const id = `${submission.id}/${replyMark(content)}`;
  const optional = defined({ name, version });
  const pressed: Press = { id, by, channel, do: 'reply', wingId, text: content, mark, ...optional };
  const decided = decidePress(ticket, pressed, ports.clock.now());
  if (decided.is === 'refused') return { is: 'refused', refusal: decided.refusal, ticket };
  if (decided.is === 'done') return answerKnown(id, ticket);
  const recent = guard.repeated === 'off' ? [] : await ports.replies.toOthers(ticket.key);
  const today = dateAt(ports.clock.now(), zone);
  const always = [...findPublicFaults(content, ticket), ...findUnfilledPlace(content, ticket)];
  const own = findFaults(cleanReply(text), guard, { recent, today });
  const findings = [...always, ...own.filter(({ rule }) => !always.some((fault) => fault.rule === rule))];
  const blocking = findings.filter(({ does }) => does === 'block');
  if (blocking.length > 0) return { is: 'blocked', vendor, findings: blocking };
  if (seen !== replyMark(content)) return { is: 'preview', ticket, vendor, text, content, findings };
  const result = await press(ticket.key, pressed, ports);
  if (result.is === 'refused')
    return { is: 'refused', refusal: result.refusal, ticket: result.ticket ?? ticket };
  // The reply is already stored. Without this note, the guard only misses one reply.
  await ports.replies
    .note(ticket.key, replyMark(cleanReply(text)))
    .catch((error: unknown) => logKnown(error, ports.log));
  return { is: 'sent' };
};

/** Answers a repeated submission. A refused reply can only be sent again from a new form. */
const answerKnown = (id: string, ticket: Ticket): ReplyAnswer => {
  const { act, history } = ticket.facts;
  if (act?.id === id && act.refusal) return { is: 'refused', refusal: act.refusal, ticket };
  const isTaken = act?.id === id && act.progress !== 'told';
  const wasSent = history.some(({ deed }) => deed?.press === id && deed.did === 'replied');
  return isTaken || wasSent ? { is: 'sent' } : { is: 'refused', refusal: { code: 'form-used' }, ticket };
};

/**
 * Puts a template into the form. If it has places for facts of the order, requests that `act` reads these and fills them in (A10). If the
 * form may not be sent, explains why instead.
 */
export const answerTemplate = (
  { template: index, view, ...state }: TemplateChoice,
  ports: PressPorts & { publisher: OrderRequester },
): Promise<Answered> => {
  const pressedAt = ports.clock.now();
  return answer(state, ports, async () => {
    const found = await findPressed(state, 'reply', ports);
    if ('refusal' in found) return found;
    const { ticket, vendor } = found;
    const { by, channel, mark, field, version, facts } = state;
    const { templates } = vendor.acting;
    const offered = orderTemplates(templates, ticket);
    if (!offered.includes(index)) return 'nothing';
    const fill = (at: number, known?: ReplyFacts): string =>
      fillTemplate(templates[at]?.text ?? '', ticket, MARKET_ZONES[ticket.key.market], known);
    // The form may have a template from before the facts came.
    const filled = offered.flatMap((at) => [fill(at), fill(at, facts)]);
    const text = withTemplate(state.text, fill(index, facts), filled);
    const form = { channel, mark, text, field, ...defined({ version, facts }) };
    if (facts || listFactPlaces(text).length === 0 || !mayLoadFacts(ticket)) {
      await ports.door.fillReply(view, ticket, form);
      return 'done';
    }
    // The request has no text. So only a template alone is filled in at once; the preview fills in the others.
    const isAlone = text === fill(index);
    const shown = await ports.door.fillReply(view, ticket, {
      ...form,
      filling: isAlone ? 'keeps-text' : 'loading',
    });
    const isRequested = await ports.publisher.requestOrder({
      ticket: ticket.key,
      by,
      channel,
      order: 0,
      pressedAt,
      part: 'facts',
      view: shown.view,
      form: { mark, field: shown.field, ...defined({ version }), ...(isAlone && { template: index }) },
    });
    if (isRequested) return 'done';
    await ports.door.fillReply(shown.view, ticket, { ...form, field: shown.field, filling: UNSENT });
    return 'unsent';
  });
};

/** The cause is this program, not Coupang. */
const UNSENT: NoFacts = { is: 'failed', cause: 'not-polling' };

/** A hand-over has one order. */
const mayLoadFacts = ({ key, facts }: Ticket): boolean =>
  facts.state !== 'closed' && isOffered('facts', key) && ordersOf(facts).length > 0;
