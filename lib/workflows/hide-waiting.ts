import { hideForMs } from '../domain/hide-message.ts';
import type { Delivered } from './deliver.ts';
import type { Clock } from './ports.ts';
import { StillWaiting } from './still-waiting.ts';

/** `sentAt`: raw clock, epoch ms. `receives`: how often it was handed out, this time included. */
export type QueuedMessage = { messageId: string; sentAt: number; receives: number };

export type HideServices<Message> = {
  hide: (message: Message, forMs: number) => Promise<void>;
  clock: Clock;
  /** From 0 to below 1. */
  random: () => number;
};

/**
 * Lets a message go whose ticket is shown, or waits in the index by now; hides one whose ticket must wait a little and
 * throws StillWaiting, so that it stays in its queue (R21).
 */
export const hideWaiting = async <Message extends QueuedMessage>(
  message: Message,
  { retryAt }: Delivered,
  { hide, clock, random }: HideServices<Message>,
): Promise<void> => {
  if (retryAt === undefined) return;
  const { sentAt, receives, messageId } = message;
  const forMs = hideForMs({ retryAt, sentAt, receives, now: clock.now(), random: random() });
  if (forMs === undefined) return;
  await hide(message, forMs);
  throw new StillWaiting(
    `Message ${messageId} is hidden for ${Math.round(forMs / 1000)} s: its ticket must wait.`,
  );
};
