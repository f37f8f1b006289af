import type { Act } from '../../domain/ticket/act.ts';
import type { ChangePorts } from '../outbox/write-change.ts';
import type { Log } from '../ports/log.ts';
import type { DoNotDisturb, PersonMessenger } from '../ports/slack.ts';
import type { TicketReader, ActStates } from '../ports/store.ts';
import type { ActSource } from './act-source.ts';

export type SharePorts = ChangePorts & {
  reader: TicketReader;
  doNotDisturb: DoNotDisturb;
  /** The same rule as for an assignment by hand (A6). */
  whoMayBeAssigned: (users: readonly string[]) => Promise<readonly string[]>;
  log: Log;
};

/** `source`, `actions`: of the ticket's source. */
export type ActPorts = SharePorts &
  ActSource & {
    states: ActStates;
    people: PersonMessenger;
    /** Whether the person may still send the act. */
    maySend: (act: Act) => boolean;
  };
