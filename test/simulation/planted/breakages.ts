import type { Breakage } from '../breakage.ts';
import * as acts from './acts.ts';
import * as ladder from './ladder.ts';
import * as lanes from './lanes.ts';
import * as meaning from './meaning.ts';
import * as notices from './notices.ts';
import * as presses from './presses.ts';
import * as principles from './principles.ts';
import * as processes from './processes.ts';
import * as questions from './questions.ts';
import * as tickets from './tickets.ts';

/** All planted breakages. The harness must catch each of them. */
export const BREAKAGES: readonly Breakage[] = [
  acts,
  ladder,
  lanes,
  meaning,
  notices,
  presses,
  principles,
  processes,
  questions,
  tickets,
].flatMap((about) => Object.values<Breakage>(about));
