import { ASSUMPTIONS } from '../../lib/domain/assumptions/assumptions.ts';
import type { LearntAnswer, Learning } from './learn.ts';
import { printChecks } from './print-checks.ts';

/** What was counted, and what is to be mended or known of. */
export const printLearning = ({ checks, learnt }: Learning): string =>
  [...(learnt ? [printLearnt(learnt)] : []), ...(checks.length > 0 ? [printChecks(checks)] : [])].join(
    '\n\n',
  );

const STOPPED = new Map([
  ['pages', 'It ended early, after as many pages as one look may ask for: older lists were not read.'],
  ['time', "It ended early, for poll's time was up: raise pollTimeoutSeconds if that lasts."],
  ['coupang', 'It ended early, for Coupang failed: see below.'],
]);

/** A line an assumption, with its cases; where cases speak against it, one more on what the program does then. */
const printLearnt = ({ evidence, windows, pages, inquiries, stopped }: LearntAnswer): string => {
  const rows = evidence.flatMap(({ name, for: speaksFor, against }) => {
    const known = ASSUMPTIONS.find((one) => one.name === name);
    const line = `${String(speaksFor).padStart(5)}  ${String(against).padStart(7)}  ${known?.assumed ?? name}`;
    return against === 0 || known === undefined ? [line] : [line, `${' '.repeat(16)}-> ${known.ifWrong}`];
  });
  const against = evidence.filter((one) => one.against > 0).length;
  const untold = evidence.filter((one) => one.for + one.against === 0).length;
  return [
    `Read: ${inquiries} inquiries on ${pages} pages of ${windows} windows. Nobody's words left the function.`,
    ...(stopped === undefined ? [] : [STOPPED.get(stopped) ?? `It ended early: ${stopped}.`]),
    '',
    '  for  against  what we assume',
    ...rows,
    '',
    `${evidence.length} assumptions: ${against} with cases against, ${untold} without any case.`,
  ].join('\n');
};
