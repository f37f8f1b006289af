import type { Violation } from './judge/violation.ts';

export type TraceLine = { at: number; who: string; what: string; detail: string; verdict: string };

/** The events, line by line, and the first broken rule. */
export const createTrace = (now: () => number) => {
  const trace: TraceLine[] = [];
  let violation: Violation | undefined;
  let ignored: readonly string[] = [];
  const note = (who: string, what: string, detail = '', verdict = 'ok'): void => {
    trace.push({ at: now(), who, what, detail, verdict });
  };
  return {
    trace,
    note,
    violation: (): Violation | undefined => violation,
    /** Rules whose violations do not count. */
    ignore: (rules: readonly string[]): void => {
      ignored = rules;
    },
    report: (found: Violation): void => {
      if (violation || ignored.includes(found.rule)) return;
      violation = found;
      note('the watch', `violation of ${found.rule}:`, found.problem, 'violation');
    },
  };
};

/** The part of a failing day's trace that a person needs: the lines about the inquiry or notice, and all faults. */
export const formatTrace = (lines: readonly TraceLine[], concerns?: string): string =>
  lines
    .map((line, index) => ({ line, text: formatLine(line, index) }))
    .filter(
      ({ line }) =>
        concerns === undefined || line.verdict !== 'ok' || line.detail.split(/[ /,]/).includes(concerns),
    )
    .map(({ text }) => text)
    .join('\n');

/** One numbered line: time, process, call, result. */
const formatLine = ({ at, who, what, detail, verdict }: TraceLine, index: number): string =>
  [
    `#${index + 1}`.padEnd(6),
    new Date(at).toISOString().slice(5, 23).replace('T', ' '),
    who.padEnd(10),
    what.padEnd(18),
    detail,
    verdict === 'ok' ? '' : `=> ${verdict}`,
  ]
    .join(' ')
    .trimEnd();
