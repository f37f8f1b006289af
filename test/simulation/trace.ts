export type TraceLine = { at: number; who: string; what: string; says: string; verdict: string };

/** What a person needs of a failing day: whatever concerns the inquiry, and whatever went wrong. */
export const formatTrace = (lines: readonly TraceLine[], inquiryId?: string): string =>
  lines
    .map((line, index) => ({ line, text: formatLine(line, index) }))
    .filter(
      ({ line }) =>
        inquiryId === undefined || line.verdict !== 'ok' || line.says.split(/[ /,]/).includes(inquiryId),
    )
    .map(({ text }) => text)
    .join('\n');

/** One numbered line: time, process, call, what came of it. */
const formatLine = ({ at, who, what, says, verdict }: TraceLine, index: number): string =>
  [
    `#${index + 1}`.padEnd(6),
    new Date(at).toISOString().slice(5, 23).replace('T', ' '),
    who.padEnd(10),
    what.padEnd(18),
    says,
    verdict === 'ok' ? '' : `=> ${verdict}`,
  ]
    .join(' ')
    .trimEnd();
