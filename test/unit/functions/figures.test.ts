import { expect, test } from '@jest/globals';
import { emittedFigures } from './emitted-figures.ts';

test('S9: each function counts what it read, did and failed to do', async () => {
  const counted: Record<string, Record<string, number>> = {};
  for (const [run, figures] of Object.entries(await emittedFigures())) {
    const sums: Record<string, number> = {};
    for (const { name, value } of figures) sums[name] = (sums[name] ?? 0) + value;
    counted[run] = sums;
  }
  expect(counted).toEqual({
    'a poll without a key': { CoupangUnreachable: 0 },
    'a poll': {
      DeadlinesMissed: 1,
      ListingsFailed: 0,
      CoupangUnreachable: 0,
    },
    // The poll took 31 s, and it looked up what was absent before it read older windows. The function ran ten minutes later.
    'track-sla': {
      OldestUnshownSeconds: 1831,
      OldestWarningSeconds: 630,
      ReadingAgeSeconds: 631,
      KeyDaysLeft: 20,
      TicketsFailed: 0,
      VendorsTurnedBlind: 1,
      OldestActSeconds: 0,
    },
    notify: {
      SlackUnanswered: 1,
      SlackRefused: 9,
      SlackTokenRefused: 1,
      MessagesRefused: 9,
      MessagesFailed: 0,
    },
    'notify where the lane is held': {
      LaneHeldSeconds: 125,
      SlackTokenRefused: 1,
      MessagesRefused: 0,
      MessagesFailed: 0,
    },
    report: {},
    'a poll that nothing answers': {
      DeadlinesMissed: 0,
      ListingsFailed: 0,
      CoupangUnreachable: 1,
    },
    'a poll whose question cannot be stored': {
      DeadlinesMissed: 0,
      ListingsFailed: 1,
      CoupangUnreachable: 0,
    },
  });
}, 60_000);
