import { LOOK_UP_AFTER_MS } from '../domain/plan-delivery.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { DeliveryStore, Log, SlackChannel } from './ports.ts';
import { SlackFailure } from './slack-error.ts';

type Services = { delivery: DeliveryStore; slack: Pick<SlackChannel, 'find'>; log: Log };

/** Slack may say that it stored a message some time before we noted the attempt: clocks differ (R19). */
const LOOK_BACK_MS = 10 * 60 * 1000;

/** Resolves an attempt whose answer was lost (R19). A card that is found shows an unknown version and is edited next. */
export const lookUpAttempt = async (ticket: Ticket, services: Services): Promise<Ticket> => {
  const { attempt } = ticket;
  if (!attempt) return ticket;
  const { delivery, slack, log } = services;
  const fields = { inquiryId: ticket.inquiryId, answerId: ticket.answerId, attempt: attempt.name };
  try {
    const found = await slack.find(ticket, attempt, attempt.at - LOOK_BACK_MS);
    if (!found) return await delivery.noteAttempt(ticket, { ...attempt, lookUps: attempt.lookUps + 1 });
    return await delivery.noteResult(
      ticket,
      attempt.name === 'card' ? found : { posted: { [attempt.name]: found.ts } },
    );
  } catch (error) {
    if (!(error instanceof SlackFailure) || error.kind !== 'look-up-refused') throw error;
    log.error(
      'Slack refuses the look-up, so a message may be posted twice: give the app its history scopes and invite it',
      {
        ...fields,
        reason: error.reason,
      },
    );
    return delivery.noteAttempt(ticket, { ...attempt, lookUps: LOOK_UP_AFTER_MS.length });
  }
};
