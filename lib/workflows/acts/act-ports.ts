import type { Act } from '../../domain/ticket/act.ts';
import type { ChangePorts } from '../outbox/write-change.ts';
import type { InquiryActions } from '../ports/inquiry-actions.ts';
import type { InquiryLookUps } from '../ports/inquiry-source.ts';
import type { Log } from '../ports/log.ts';
import type { DoNotDisturb, PersonMessenger } from '../ports/person-messenger.ts';
import type { TicketReader } from '../ports/ticket-store.ts';
import type { ActStates } from '../ports/vendor-states.ts';

export type ActPorts = ChangePorts & {
  reader: TicketReader;
  states: ActStates;
  source: InquiryLookUps;
  actions: InquiryActions;
  people: PersonMessenger;
  doNotDisturb: DoNotDisturb;
  /** Whether the person may still send the act. */
  maySend: (act: Act) => boolean;
  /** The same rule as for an assignment by hand (A6). */
  whoMayBeAssigned: (users: readonly string[]) => Promise<readonly string[]>;
  log: Log;
};
