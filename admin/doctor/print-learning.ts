import { ASSUMPTIONS } from '../../lib/domain/assumptions/assumptions.ts';
import type { LearntAnswer, Learning } from './learn.ts';
import { printChecks } from './print-checks.ts';

/** Prints the counts first, then failures and warnings. */
export const printLearning = ({ checks, learnt }: Learning): string =>
  [...(learnt ? [printLearnt(learnt)] : []), ...(checks.length > 0 ? [printChecks(checks)] : [])].join(
    '\n\n',
  );

const STOPPED = new Map([
  ['pages', 'It ended early, at the limit of pages for one run: older lists were not read.'],
  ['time', "It ended early, because poll's time was up: raise pollTimeoutSeconds if this happens often."],
  ['coupang', 'It ended early, because Coupang failed: see below.'],
]);

/** A line for each assumption with its cases. If cases contradict it, a second line says what the program does then. */
const printLearnt = ({ evidence, windows, pages, inquiries, stopped }: LearntAnswer): string => {
  const rows = evidence.flatMap(({ name, for: speaksFor, against }) => {
    const known = ASSUMPTIONS.find((assumption) => assumption.name === name);
    const line = `${String(speaksFor).padStart(5)}  ${String(against).padStart(7)}  ${known?.assumed ?? name}`;
    return against === 0 || known === undefined ? [line] : [line, `${' '.repeat(16)}-> ${known.ifWrong}`];
  });
  const against = evidence.filter((counts) => counts.against > 0).length;
  const without = evidence.filter((counts) => counts.for + counts.against === 0).length;
  return [
    `Read: ${inquiries} inquiries on ${pages} pages of ${windows} windows. No words of buyers or agents left the function.`,
    ...(stopped === undefined ? [] : [STOPPED.get(stopped) ?? `It ended early: ${stopped}.`]),
    '',
    '  for  against  what we assume',
    ...rows,
    '',
    `${evidence.length} assumptions: ${against} with cases against, ${without} without any case.`,
  ].join('\n');
};
