import { describeDays } from './describe-days.ts';

describeDays('days', {
  command: '--days 1',
  // A channel that must wait for a day, a dead token, refused messages, and a deploy in between.
  seeds: [6, 14],
  moreThan: { messages: 50, pauses: 0, probes: 100 },
  mostSeeds: 20,
});
