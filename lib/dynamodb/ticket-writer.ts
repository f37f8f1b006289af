import { ROSTER } from '../domain/act/roster.ts';
import { defined } from '../domain/defined.ts';
import { nextLookOfClosed } from '../domain/delivery/attention-time.ts';
import type { PollNotes, Ticket, TicketEventType, TicketFacts } from '../domain/ticket/ticket.ts';
import { type Log, trace, type TraceEvent } from '../workflows/ports/log.ts';
import type { TicketWriter } from '../workflows/ports/store.ts';
import { CONDITIONS } from './conditions.ts';
import { createOutboxWriter, writeAsRead } from './deliverables.ts';
import { attention, deliverableItemKey, ticketItemKey } from './item-keys.ts';
import { withoutEmpty } from './parse-item.ts';
import type { Item, Table } from './table.ts';
import { factAttributes, newTicketItem, parseTicket } from './ticket-item.ts';
import { POLL_NAMES } from './ticket-schema.ts';

/** All notes about look-ups, absent ones as `undefined`. */
const noteAttributes = (notes: Partial<PollNotes>): Item =>
  withoutEmpty({ ...Object.fromEntries(POLL_NAMES.map((name) => [name, undefined])), ...notes });

const NO_LOOK_UPS = noteAttributes({});

const isClosing = (before: Ticket, { state }: TicketFacts): boolean =>
  state === 'closed' && before.facts.state !== state;

/** @param log gets a line for each change that was stored */
export const createTicketWriter = (table: Table, newToken: () => string, log: Log): TicketWriter => {
  const outbox = createOutboxWriter(table, newToken, parseTicket);
  return {
    create: async (ticket) => {
      const created = await outbox.create(newTicketItem(ticket));
      if (created) trace(log, created.key, storedEvent(created));
      return created;
    },

    change: async (before, facts, type, at) => {
      const changed = await outbox.change(
        before,
        {
          ...factAttributes(before.key, facts),
          nextStepAt: nextLookOfClosed(facts),
          ...(isClosing(before, facts) && NO_LOOK_UPS),
        },
        { type, at },
      );
      for (const event of changed ? changeEvents(before, changed, type) : []) trace(log, before.key, event);
      return changed;
    },

    // Publishing does not change what is pending, so the rank stays.
    notePublished: async (deliverable, version, at) => {
      const published = Object.keys(deliverable.outbox.events).filter((key) => Number(key) <= version);
      await table.update(deliverableItemKey(deliverable.key), {
        write: {
          ...attention(deliverable.key, at),
          publishedVersion: version,
          ...Object.fromEntries(published.map((key) => [`events.${key}`, undefined])),
        },
        condition: CONDITIONS.publishedLower,
        values: { ':published': version },
      });
    },

    noteLookUp: async (key, notes) => {
      const { lookUpAt, lookUps } = notes;
      await table.update(ticketItemKey(key), { write: noteAttributes(notes), condition: CONDITIONS.exists });
      if (lookUpAt !== undefined) trace(log, key, { did: 'look-up-due', lookUps, nextLookUpAt: lookUpAt });
    },

    noteListed: async (key, agreedAt) => {
      const { lookUpAt, answer, absentSince, contradictsAt } = NO_LOOK_UPS;
      await table.update(ticketItemKey(key), {
        write: { lookUpAt, answer, absentSince, contradictsAt, agreedAt },
        condition: CONDITIONS.exists,
      });
    },

    settle: async (before, { attentionAt, nextStepAt }) => {
      const write = { ...attention(before.key, attentionAt), ...defined({ nextStepAt }) };
      return (await writeAsRead(table, newToken(), before, write)) !== undefined;
    },
  };
};

const storedEvent = (ticket: Ticket): TraceEvent => {
  const { version } = ticket.outbox;
  const { kind, state, askedAt, dueAt, announcement, outcome } = ticket.facts;
  return { did: 'stored', version, kind, state, askedAt, dueAt, announcement, ...defined({ outcome }) };
};

/** First what people did. */
const changeEvents = (before: Ticket, changed: Ticket, type: TicketEventType): TraceEvent[] => {
  const people = [...deedEvents(before, changed), ...actEvents(before, changed)];
  const event = changeEvent(before, changed, type);
  const isNamed = people.length > 0 && event.did === 'changed' && event.fields.length === 0;
  return isNamed ? people : [...people, event];
};

const deedEvents = (before: Ticket, { outbox: { version }, facts }: Ticket): TraceEvent[] => {
  const known = new Set(before.facts.history.map(({ name }) => name));
  return facts.history.flatMap(({ name, deed }) => {
    if (deed === undefined || known.has(name)) return [];
    const { did, by, to, until } = deed;
    return [{ did: by === ROSTER ? 'shared' : did, version, by, ...defined({ to, untilAt: until }) }];
  });
};

const actEvents = (before: Ticket, { outbox: { version }, facts: { act } }: Ticket): TraceEvent[] => {
  const old = before.facts.act;
  if (act === undefined || (old?.id === act.id && old.progress === act.progress)) return [];
  const { do: does, progress, by, refusal } = act;
  return [{ did: `act-${progress}`, version, act: does, by, ...defined({ reason: refusal?.code }) }];
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

/** The facts that people see, without the notes of the program and what people change. */
const changedFacts = (before: Ticket, changed: Ticket): string[] => {
  const old = new Map<string, unknown>(Object.entries(before.facts));
  const now = new Map<string, unknown>(Object.entries(changed.facts));
  return [...new Set([...now.keys(), ...old.keys()])].filter(
    (name) => !NOT_NAMED.has(name) && JSON.stringify(old.get(name)) !== JSON.stringify(now.get(name)),
  );
};

const NOT_NAMED: ReadonlySet<string> = new Set<keyof TicketFacts>([
  'fingerprint',
  'history',
  'repliedVersion',
  'offCard',
  'claimedBy',
  'claimedAt',
  'snoozed',
  'act',
]);
