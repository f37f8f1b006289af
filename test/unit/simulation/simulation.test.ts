import { describeDays, seedsUpTo } from './describe-days.ts';

describeDays('minutes', {
  command: '',
  seeds: seedsUpTo(200),
  moreThan: {
    faults: 500,
    kills: 100,
    tickets: 500,
    messages: 500,
    lists: 100,
    allClears: 50,
    shiftLists: 100,
    steps: 1000,
    acts: 400,
    personMessages: 200,
    assigned: 250,
    direct: 3,
    atOnce: 100,
    keptItems: 3000,
    overtaken: 400,
    cutRuns: 20,
  },
  mostSeeds: 600,
});
