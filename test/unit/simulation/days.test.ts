import { liveDay } from '../../simulation/live-day.ts';
import { PLANTED } from '../../simulation/planted/breakages.ts';
import { describeDays } from './describe-days.ts';

describeDays('days of lasting partial failure', {
  live: liveDay,
  command: '--days 1',
  // A channel that must wait for a day, a dead token, refused messages, and a deploy in between.
  seeds: [6, 14],
  moreThan: { messages: 50, pauses: 0, probes: 100 },
  planted: PLANTED.days,
  mostSeeds: 20,
});
