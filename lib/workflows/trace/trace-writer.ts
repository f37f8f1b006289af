import { defined } from '../../domain/defined.ts';
import type { Ticket, TicketEventType } from '../../domain/ticket/ticket.ts';
import type { Log } from '../ports/log.ts';
import type { TicketWriter } from '../ports/ticket-store.ts';
import { trace, type TraceEvent } from './trace-event.ts';

/** The same writer. It logs what it stored. */
export const traceWriter = (writer: TicketWriter, log: Log): TicketWriter => ({
  ...writer,
  create: async (ticket) => {
    const created = await writer.create(ticket);
    if (created) trace(log, created.key, storedEvent(created));
    return created;
  },
  change: async (before, facts, event, at) => {
    const changed = await writer.change(before, facts, event, at);
    if (changed) trace(log, changed.key, changeEvent(before, changed, event));
    return changed;
  },
  noteLookUp: async (key, notes) => {
    await writer.noteLookUp(key, notes);
    const { lookUps, lookUpAt } = notes;
    if (lookUpAt !== undefined) trace(log, key, { did: 'look-up-due', lookUps, nextLookUpAt: lookUpAt });
  },
});

const storedEvent = (ticket: Ticket): TraceEvent => {
  const { version } = ticket.outbox;
  const { kind, state, askedAt, dueAt, announcement, outcome } = ticket.facts;
  return { did: 'stored', version, kind, state, askedAt, dueAt, announcement, ...defined({ outcome }) };
};

const changeEvent = (before: Ticket, changed: Ticket, event: TicketEventType): TraceEvent => {
  const { version } = changed.outbox;
  const { state, outcome, answeredAt, inTime, dueAt } = changed.facts;
  switch (event) {
    case 'TicketWarned': {
      const reached = changed.facts.steps.slice(before.facts.steps.length);
      const names = (passed: boolean) =>
        reached.filter((step) => (step.passed ?? false) === passed).map(({ name }) => name);
      return { did: 'warned', version, steps: names(false), passed: names(true) };
    }
    case 'TicketClosed':
      return { did: 'closed', version, ...defined({ outcome, answeredAt, inTime }) };
    case 'TicketReopened':
      return { did: 'reopened', version, dueAt };
    default:
      if (state === 'unverified' && before.facts.state !== state) return { did: 'left-lists', version };
      return { did: 'changed', version, state, fields: changedFacts(before, changed) };
  }
};

/** The facts that people see: without the fingerprint, the history and the replied version. */
const changedFacts = (before: Ticket, changed: Ticket): string[] => {
  const old = new Map(Object.entries(before.facts));
  const { fingerprint, history, repliedVersion, ...facts } = changed.facts;
  const names = new Set([...Object.keys(facts), ...old.keys()]);
  names.delete('fingerprint');
  names.delete('history');
  names.delete('repliedVersion');
  const now = new Map<string, unknown>(Object.entries(facts));
  return [...names].filter((name) => JSON.stringify(old.get(name)) !== JSON.stringify(now.get(name)));
};
