import { randomUUID } from 'node:crypto';

export type QueueOptions = {
  name: string;
  /** Raw clock, epoch ms. */
  now: () => number;
  /** How long a received message stays hidden. */
  visibilityMs: number;
  /** A message received so often and not deleted becomes a dead letter. */
  maxReceives: number;
};

export type ReceivedMessage = {
  messageId: string;
  receiptHandle: string;
  body: string;
  receiveCount: number;
  sentAt: number;
  firstReceivedAt: number;
};

export type DeadLetter = { messageId: string; body: string; receiveCount: number };
export type VisibilityChange = 'changed' | 'unknown-receipt' | 'not-in-flight';

export type Queue = {
  name: string;
  send: (body: string) => void;
  /** What is visible, oldest first, at most ten; each is hidden from now on. */
  receive: () => ReceivedMessage[];
  /** Forgets a message. A receipt that a later receive replaced deletes nothing. */
  remove: (receiptHandle: string) => void;
  /** Hides a message in flight for so long from now; 0 shows it at once. */
  changeVisibility: (receiptHandle: string, forMs: number) => VisibilityChange;
  /** When the next message may be received, epoch ms; `undefined` if the queue is empty. */
  nextVisibleAt: () => number | undefined;
  deadLetters: () => DeadLetter[];
  size: () => number;
  /** Told when a message may have become visible earlier than `nextVisibleAt` said. */
  onWake: (listener: () => void) => void;
};

/** The most that one receive hands out. Source: SQS. */
const MOST_RECEIVED = 10;

type Message = {
  messageId: string;
  body: string;
  sentAt: number;
  visibleAt: number;
  receiveCount: number;
  firstReceivedAt: number;
  receiptHandle?: string;
};

/** An SQS standard queue in memory, with a dead-letter list. The tickets are the outbox: a restart may lose it (R25). */
export const createQueue = (options: QueueOptions): Queue => {
  const messages = new Map<string, Message>();
  const dead: DeadLetter[] = [];
  const listeners: Array<() => void> = [];
  const wake = () => {
    for (const listener of listeners) listener();
  };
  const byReceipt = (receiptHandle: string) =>
    [...messages.values()].find((message) => message.receiptHandle === receiptHandle);

  const bury = (message: Message) => {
    messages.delete(message.messageId);
    dead.push({ messageId: message.messageId, body: message.body, receiveCount: message.receiveCount });
  };

  const hand = (message: Message, now: number): ReceivedMessage => {
    const receiptHandle = randomUUID();
    message.receiptHandle = receiptHandle;
    message.receiveCount += 1;
    message.visibleAt = now + options.visibilityMs;
    if (message.receiveCount === 1) message.firstReceivedAt = now;
    const { messageId, body, receiveCount, sentAt, firstReceivedAt } = message;
    return { messageId, receiptHandle, body, receiveCount, sentAt, firstReceivedAt };
  };

  return {
    name: options.name,
    send: (body) => {
      const now = options.now();
      const messageId = randomUUID();
      messages.set(messageId, {
        messageId,
        body,
        sentAt: now,
        visibleAt: now,
        receiveCount: 0,
        firstReceivedAt: 0,
      });
      wake();
    },
    receive: () => {
      const now = options.now();
      const visible = [...messages.values()].filter((message) => message.visibleAt <= now);
      const spent = visible.filter((message) => message.receiveCount >= options.maxReceives);
      for (const message of spent) bury(message);
      return visible
        .filter((message) => message.receiveCount < options.maxReceives)
        .slice(0, MOST_RECEIVED)
        .map((message) => hand(message, now));
    },
    remove: (receiptHandle) => {
      const message = byReceipt(receiptHandle);
      if (message !== undefined) messages.delete(message.messageId);
    },
    changeVisibility: (receiptHandle, forMs) => {
      const message = byReceipt(receiptHandle);
      if (message === undefined) return 'unknown-receipt';
      if (message.visibleAt <= options.now()) return 'not-in-flight';
      message.visibleAt = options.now() + forMs;
      wake();
      return 'changed';
    },
    nextVisibleAt: () =>
      messages.size === 0
        ? undefined
        : Math.min(...[...messages.values()].map((message) => message.visibleAt)),
    deadLetters: () => [...dead],
    size: () => messages.size,
    onWake: (listener) => {
      listeners.push(listener);
    },
  };
};
