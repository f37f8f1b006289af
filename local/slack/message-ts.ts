/** A `ts` of Slack in microseconds: whole, and exact in a number until the year 2255. */
export const toMicros = (ts: string): number => {
  const [seconds = '0', micros = '0'] = ts.split('.');
  return Number(seconds) * 1e6 + Number(micros);
};

/** Seconds with six digits, as Slack writes a `ts`. */
const formatTs = (micros: number): string =>
  `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`;

/** Each call returns a `ts`. It is unique and rises even if the clock goes back. `now`: epoch ms. */
export const createTs = (now: () => number, afterMicros = 0): (() => string) => {
  let last = afterMicros;
  return () => {
    last = Math.max(Math.floor(now() * 1000), last + 1);
    return formatTs(last);
  };
};
