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
    'a poll without a key': { PollNotSetUp: 1, CoupangUnreachable: 0 },
    'a poll': {
      PollComplete: 1,
      TicketsOpened: 3,
      TicketsClosed: 2,
      DeadlinesMissed: 1,
      AnswerSeconds: 3600,
      UnusableItems: 4,
      ListingsFailed: 0,
      CoupangUnreachable: 0,
    },
    // The poll took 31 s. The function ran ten minutes later.
    'track-sla': {
      TicketsOpen: 5,
      OldestTicketSeconds: 83_432,
      TicketsDueWithinHour: 1,
      OldestUnshownSeconds: 1832,
      OldestWarningSeconds: 601,
      ReadingAgeSeconds: 632,
      KeyDaysLeft: 20,
      TicketsWarned: 1,
      TicketsFailed: 0,
    },
    notify: { SlackUnanswered: 1, SlackRefused: 9, MessagesRefused: 9, MessagesFailed: 0 },
    'notify where the lane is held': { LaneHeldSeconds: 125, MessagesRefused: 0, MessagesFailed: 0 },
    report: { ReportsWritten: 1, TextsRemoved: 2 },
    'a poll that nothing answers': {
      PollComplete: 0,
      TicketsOpened: 0,
      TicketsClosed: 0,
      DeadlinesMissed: 0,
      UnusableItems: 0,
      ListingsFailed: 0,
      CoupangUnreachable: 1,
    },
  });
}, 60_000);
