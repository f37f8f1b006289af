import type { WebClient } from '@slack/web-api';
import type { Config } from '../../lib/config/schema.ts';
import type { Clients } from '../doctor/open-clients.ts';
import type { Flags } from './flags.ts';
import type { Talk } from './talk.ts';

/** The shared input of all steps. */
export type Setup = {
  flags: Flags;
  talk: Talk;
  /** As NOTIFIER_CONFIG names it. */
  configFile: string;
  /** Keeps the answers until the configuration is written, and as suggestions afterwards. No keys. */
  answersFile: string;
  clientsIn: (region: string) => Clients;
  slack: WebClient;
  /** Runs `cdk` with these arguments; its exit code. `bootstrap` runs outside of the project, which it would build first. */
  cdk: (args: readonly string[]) => Promise<number>;
  /** Epoch ms. */
  now: () => number;
  sleep: (ms: number) => Promise<void>;
};

/** A setup whose configuration is written. `clients`: of its region. */
export type Configured = Setup & { config: Config; clients: Clients };

/** How a run ended. `waits`: for WING or Coupang. */
export type Outcome = 'done' | 'to-fix' | 'waits';
