import { decidePress } from '../../domain/act/decide-press.ts';
import { lastSending, type Press, type RefusalCode } from '../../domain/ticket/act.ts';
import { requestMark } from '../../domain/act/reply-content.ts';
import { NotifierError } from '../../domain/notifier-error.ts';
import { ticketId } from '../../domain/ticket/ticket-id.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Log } from '../ports/log.ts';
import type { ButtonPress, OrderPart, Person, Reaction } from '../ports/slack.ts';
import { findPressed, type Refused } from './find-pressed.ts';
import { mayBeAssigned } from './may-act.ts';
import { press, type PressPorts } from './press.ts';

/** `unsent`: a view is open, but nobody fills it. It already says what to do. */
export type Answered = 'done' | 'opened' | 'nothing' | 'unsent' | RefusalCode | 'failed';

/**
 * Carries out a press on a card, or explains to that person alone why it cannot. Throws only a defect, after the person got
 * an answer.
 */
export const answerPress = (pressed: ButtonPress, ports: PressPorts): Promise<Answered> =>
  answer(pressed, ports, async () => {
    const found = await findPressed(pressed, pressed.do, ports);
    if ('refusal' in found) return found;
    const { ticket, vendor, wingId } = found;
    if (pressed.do === 'assign' && !(await mayBeAssigned(pressed.to, vendor, ports)))
      return { refusal: { code: 'not-assignable', by: pressed.to }, ticket };
    if (pressed.do === 'reply') return openReply(pressed, ticket, wingId, ports);
    const result = await press(ticket.key, pressOf(pressed, wingId), ports);
    return result.is === 'refused' ? { refusal: result.refusal, ticket: result.ticket ?? ticket } : 'done';
  });

/**
 * Treats an emoji on a card like a press. If the vendor's configuration does not allow it, the person is notified: nobody
 * should believe that the ticket is claimed. Slack sends the event only if some vendor allows it. Ignores other messages.
 */
export const answerReaction = (reaction: Reaction, ports: PressPorts): Promise<Answered> =>
  answer(reaction, ports, async () => {
    const key = await ports.door.ticketAt(reaction);
    const vendor = key && ports.vendorOf(key);
    if (!vendor) return 'nothing';
    if (vendor.acting.reactions !== 'on') {
      const ticket = await ports.reader.ticket(key);
      return ticket ? { refusal: { code: 'reactions-off' }, ticket } : 'nothing';
    }
    const { ts, ...pressed } = reaction;
    const found = await findPressed({ ...pressed, key }, pressed.do, ports);
    if ('refusal' in found) return found;
    const result = await press(key, pressed, ports);
    return result.is === 'refused'
      ? { refusal: result.refusal, ticket: result.ticket ?? found.ticket }
      : 'done';
  });

export const answer = async (
  person: Person,
  ports: PressPorts,
  act: () => Promise<Extract<Answered, 'done' | 'opened' | 'nothing' | 'unsent'> | Refused>,
): Promise<Answered> => {
  const { door, log } = ports;
  try {
    const done = await act();
    if (typeof done === 'string') return done;
    const { refusal, ticket } = done;
    await (ticket ? door.refused(person, ticket, refusal) : door.failed(person, 'no-ticket'));
    return refusal.code;
  } catch (error) {
    await door.failed(person, 'failed').catch((second: unknown) => logKnown(second, log));
    logKnown(error, log);
    return 'failed';
  }
};

/** Logs an error that an outage explains. Throws any other error, so that the function fails and its alarm rings. */
export const logKnown = (error: unknown, log: Log): void => {
  if (!(error instanceof NotifierError)) throw error;
  log.warn(error.message, { code: error.code });
};

const pressOf = (pressed: Exclude<ButtonPress, { do: 'reply' }>, wingId: string): Press => {
  const { key, ...rest } = pressed;
  return rest.do === 'confirm' ? { ...rest, wingId } : rest;
};

/**
 * Opens no form for a reply that would be refused now. After a refusal, the form opens with the refused text for its author.
 * It warns everybody if Coupang may have accepted that text.
 */
const openReply = async (
  { key, do: does, triggerId, ...person }: Extract<ButtonPress, { do: 'reply' }>,
  ticket: Ticket,
  wingId: string,
  { door, clock }: PressPorts,
): Promise<'opened' | Refused> => {
  const tried: Press = {
    ...person,
    do: 'reply',
    wingId,
    text: '',
    mark: requestMark(ticket),
    version: ticket.outbox.version,
  };
  const decided = decidePress(ticket, tried, clock.now());
  if (decided.is === 'refused') return { refusal: decided.refusal, ticket };
  const act = lastSending(ticket.facts.act);
  const refused = act?.progress === 'told' && act.by === person.by ? act.text : undefined;
  await door.openReply(triggerId, ticket, person.channel, refused);
  return 'opened';
};

/** Logs no free text. */
export const logPress = (
  pressed: Pick<ButtonPress, 'by' | 'key'> & { do: Press['do'] | OrderPart },
  result: string,
  log: Log,
): void => {
  const { by, key, do: does } = pressed;
  log.info('press', { deliverable: key ? ticketId(key) : 'unknown', do: does, by, result });
};
