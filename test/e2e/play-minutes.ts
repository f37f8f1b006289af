import { test } from '@jest/globals';
import type { Settings } from '../../lib/config/schema.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';
import type { Message } from 'fake-slack';
import { type Laptop, makeDataDir, startLaptop } from './start-laptop.ts';

export type Minutes = Laptop & {
  /** Lets time pass. Each minute, or each `step` minutes, has a poll and then a run of `track-sla`. */
  pass: (minutes: number, step?: number) => Promise<void>;
  /** The states on an inquiry's cards, oldest first: `[미답변]`. */
  statesOf: (inquiryId: string) => string[];
  /** Everything on the cards of an inquiry, oldest first. */
  cardsOf: (inquiryId: string) => string[];
  /** The names of the lines in the threads of an inquiry's cards, and of its messages in other channels. */
  linesOf: (inquiryId: string) => string[];
  /** The text of each notice of one sort, oldest first. */
  noticesAbout: (about: string) => string[];
};

/**
 * A test with a program of its own, whose first sweep has read all weeks. Time stops between the minutes that `pass`
 * plays, so a slow machine changes nothing.
 */
export const testMinutes = (
  title: string,
  play: (laptop: Minutes) => Promise<void>,
  changed: Partial<Settings> = {},
): void =>
  test(title, async () => {
    const laptop = await startLaptop(await makeDataDir(), { env: { POLL_SECONDS: '60' }, changed });
    try {
      laptop.hurry(true);
      await laptop.poll();
      laptop.hurry(false);
      await laptop.system.trackSla();
      await laptop.settle();
      await play(withMinutes(laptop));
    } finally {
      await laptop.end();
    }
  });

const withMinutes = (laptop: Laptop): Minutes => {
  const { slack } = laptop;
  const posted = (): Message[] => slack.channels.ids().flatMap(slack.channels.messages);
  const keyOf = ({ metadata }: Message): string => String(metadata?.event_payload['key']);
  const nameOf = ({ metadata }: Message): string => String(metadata?.event_payload['name']);
  const ofInquiry = (inquiryId: string): Message[] =>
    posted().filter((message) => keyOf(message).includes(`/call-center/${inquiryId}/`));
  const isCard = (message: Message): boolean => nameOf(message) === 'card';
  const textOf = ({ text, blocks }: Message): string => `${text} ${JSON.stringify(blocks)}`;
  return {
    ...laptop,
    pass: async (minutes, step = 1) => {
      for (let passed = 0; passed < minutes; passed += step) {
        await laptop.sleep(step * MINUTE_MS);
        await laptop.poll();
        await laptop.system.trackSla();
        await laptop.settle();
      }
    },
    statesOf: (inquiryId) =>
      ofInquiry(inquiryId)
        .filter(isCard)
        .map(({ text }) => text.replace(/].*/s, ']')),
    cardsOf: (inquiryId) => ofInquiry(inquiryId).filter(isCard).map(textOf),
    linesOf: (inquiryId) =>
      ofInquiry(inquiryId)
        .filter((message) => !isCard(message))
        .map(nameOf),
    noticesAbout: (about) =>
      posted()
        .filter((message) => keyOf(message).includes(`/${about}/`))
        .map(textOf),
  };
};
