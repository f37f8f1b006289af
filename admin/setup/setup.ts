import type { WebClient } from '@slack/web-api';
import type { Config } from '../../lib/config/schema.ts';
import type { Clients } from '../doctor/open-clients.ts';
import type { Flags } from './flags.ts';
import type { Talk } from './talk.ts';

/** The shared input of all steps. */
export type Setup = {
  flags: Flags;
  talk: Talk;
  /** As in NOTIFIER_CONFIG. */
  configFile: string;
  /** Keeps the answers as suggestions. It contains no keys. */
  answersFile: string;
  clientsIn: (region: string) => Clients;
  slack: WebClient;
  /** Runs `cdk` and returns its exit code. `bootstrap` runs outside of the project, which it would build first. */
  cdk: (args: readonly string[]) => Promise<number>;
  /** Epoch ms. */
  now: () => number;
  sleep: (ms: number) => Promise<void>;
};

/** A setup with a written configuration and the clients of its region. */
export type Configured = Setup & { config: Config; clients: Clients };

/** `waits`: for WING or Coupang. */
export type Outcome = 'done' | 'to-fix' | 'waits';
