import type { Breakage } from '../breakage.ts';
import * as acts from './acts.ts';
import * as days from './days.ts';
import * as ladder from './ladder.ts';
import * as lanes from './lanes.ts';
import * as meaning from './meaning.ts';
import * as notices from './notices.ts';
import * as presses from './presses.ts';
import * as principles from './principles.ts';
import * as processes from './processes.ts';
import * as questions from './questions.ts';
import * as tickets from './tickets.ts';

const all = (...files: Record<string, Breakage>[]): Record<string, Breakage> =>
  Object.fromEntries(files.flatMap((file) => Object.entries(file)));

/** All planted breakages, by the kind of day that shows them. The harness must catch each of them. */
export const PLANTED = {
  minutes: all(acts, ladder, lanes, meaning, notices, presses, processes, tickets),
  days: all(days),
  inconsistent: all(principles),
  questions: all(questions),
};
