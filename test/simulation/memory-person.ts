import { DAY_MS } from '../../lib/domain/time/durations.ts';
import { SlackFailure, type DoorMessenger, type PersonMessenger } from '../../lib/workflows/ports/slack.ts';
import { type Effect, nameOfKey } from './effect.ts';
import type { PersonMessage } from './judge/watch-acts.ts';

/**
 * A made-up Slack in which one person alone reads. Each request has a channel of its own, so that its record names the press.
 * @param now epoch ms
 */
export const createMemoryPerson = (
  effect: Effect,
  now: () => number,
  onMessage: (message: PersonMessage) => void,
): PersonMessenger => ({
  refused: async ({ channel }, ticket, { code }, text) => {
    const message = { place: channel.replace('D-', ''), code, ...(text !== undefined && { text }) };
    try {
      await effect('person.message', () => onMessage({ ...message, at: now() }), {
        detail: nameOfKey(ticket.key, `${message.place} ${code}`),
      });
    } catch (error) {
      if (!(error instanceof SlackFailure)) throw error;
      const mayHelp = error.retryable || error.kind === 'token-unusable';
      const isLate = now() >= (ticket.facts.act?.nextAt ?? 0) + DAY_MS;
      if (!mayHelp || isLate) onMessage({ ...message, at: now(), isGivenUp: true });
      throw error;
    }
  },
});

/** A door whose only visible act is a refusal. */
export const createMemoryDoor = (person: PersonMessenger): DoorMessenger => ({
  ...person,
  membersOf: async () => [],
  showHome: async () => {},
  failed: async () => {},
  openReply: async () => {},
  fillReply: async (view, _ticket, { field }) => ({ view, field }),
  openOrder: async () => ({ id: 'V1', hash: '1' }),
  linkToCards: async () => () => undefined,
  ticketAt: async () => undefined,
});
