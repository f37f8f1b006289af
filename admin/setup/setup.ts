import type { WebClient } from '@slack/web-api';
import type { Config } from '../../lib/config/schema.ts';
import type { Clients } from '../doctor/open-clients.ts';
import type { AdminTexts } from '../wording/wording.ts';
import type { Flags } from './flags.ts';
import type { Talk } from './talk.ts';

export type Setup = {
  texts: AdminTexts;
  flags: Flags;
  talk: Talk;
  configFile: string;
  /** Keeps the answers as suggestions. It contains no keys. */
  answersFile: string;
  /** A person goes on with the answers in that file, and is asked only what is missing there. */
  keepsAnswers?: boolean;
  clientsIn: (region: string) => Clients;
  slack: WebClient;
  /** Runs `cdk` and returns its exit code. `bootstrap` runs outside of the project, which it would build first. */
  cdk: (args: readonly string[]) => Promise<number>;
  now: () => number;
  sleep: (ms: number) => Promise<void>;
};

export type Configured = Setup & { config: Config; clients: Clients };

export type Outcome = 'done' | 'to-fix' | 'waits';
