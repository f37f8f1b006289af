import { FUNCTION_NAMES, MEMORY_MB } from '../../infra/function-names.ts';
import { type DayCounts, NETWORK_MS } from './count-day.ts';

/** The counts of a day, each with its description. */
export const describeDay = (day: DayCounts): [figure: string, what: string][] => [
  [whole(day.handOvers), 'hand-overs, most of them answered within the day'],
  [whole(day.questions), 'questions on product pages, likewise'],
  ...FUNCTION_NAMES.map((name): [string, string] => {
    const { invocations, seconds, cpuMs, logBytes } = day.functions[name];
    return [
      whole(invocations),
      `runs of ${name}, at ${MEMORY_MB[name]} MB, ${whole((seconds / invocations) * 1000)} ms and ${whole(logBytes / invocations)} bytes of log each; here ${(cpuMs / invocations).toFixed(1)} ms of CPU`,
    ];
  }),
  [
    whole(day.coupangCalls),
    `calls to Coupang; each is made up to take ${NETWORK_MS} ms, and so is each to Slack`,
  ],
  [whole(day.slackCalls), 'calls to Slack'],
  ...FUNCTION_NAMES.map((name): [string, string] => {
    const { requests, read, write } = unitsOf(day, name);
    return [
      whole(requests),
      `DynamoDB requests of ${name}: ${whole(read)} read units, ${whole(write)} write units`,
    ];
  }),
  [whole(day.events), `events on the bus, in ${whole(day.putEvents)} requests`],
  [whole(day.secretReads), 'readings of secrets'],
  [whole(day.scheduled), 'runs that Scheduler starts'],
  [(day.natBytes / 1_000_000).toFixed(1), 'MB through the NAT, 7 KB reckoned for each connection'],
  ['0', 'traces of X-Ray, which is off'],
];

const unitsOf = (day: DayCounts, name: string) => {
  const sums = { requests: 0, read: 0, write: 0 };
  for (const [what, { requests, read, write }] of day.dynamodb) {
    if (!what.startsWith(`${name} `)) continue;
    sums.requests += requests;
    sums.read += read;
    sums.write += write;
  }
  return sums;
};

const whole = (figure: number): string => Math.round(figure).toLocaleString('en');
