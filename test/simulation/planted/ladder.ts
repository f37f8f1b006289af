import type { ReachedStep } from '../../../lib/domain/ticket/step.ts';
import { ticketId } from '../../../lib/domain/ticket/ticket-id.ts';
import { withFields } from '../../fixtures/domain/make-ticket.ts';
import type { Breakage } from '../breakage.ts';
import { VENDOR } from '../create-world.ts';
import { LEAD_MS } from '../own-ladder.ts';
import { instead } from './instead.ts';

/** A step counts as reached only after Slack has shown it. Until then each run announces it again (R23). */
export const stepRecordedAfterSending: Breakage = {
  caughtBy: ['R23'],
  breakPorts: (ports, { get, put }) => {
    const pendingSteps = new Map<string, ReachedStep[]>();
    return {
      ...ports,
      writer: {
        ...ports.writer,
        change: (before, facts, event, at) => {
          if (event !== 'TicketWarned') return ports.writer.change(before, facts, event, at);
          pendingSteps.set(ticketId(before.key), facts.steps);
          return ports.writer.change(before, { ...facts, steps: before.facts.steps }, event, at);
        },
      },
      delivery: {
        ...ports.delivery,
        noteResult: async (deliverable, result, attentionAt) => {
          const noted = await ports.delivery.noteResult(deliverable, result, attentionAt);
          const stored = noted && get(noted.key);
          if (!noted) return undefined;
          const steps = noted.type === 'notice' ? undefined : pendingSteps.get(ticketId(noted.key));
          const isLine = Object.keys(result.posted ?? {}).some((name) => name.startsWith('step/'));
          return isLine && steps && stored && stored.type === 'ticket'
            ? put(withFields(stored, { steps }))
            : noted;
        },
      },
    };
  },
};

/** A step is taken for due at its own time, not by the end of the interval. Steps come up to a minute late (R23). */
export const leadForgotten: Breakage = {
  caughtBy: ['S2'],
  breakTrack: (ports) =>
    instead(ports, 'reader', 'attention', (readRows) => async (...args) => {
      const { tickets, notices } = await readRows(...args);
      const later = tickets.map(({ nextStepAt, ...row }) => ({
        ...row,
        ...(nextStepAt !== undefined && { nextStepAt: nextStepAt + LEAD_MS }),
      }));
      return { tickets: later, notices };
    }),
};

/** After a time without looks, every step that fell due is announced, not only the nearest (R23). */
export const allDueStepsAnnounced: Breakage = {
  caughtBy: ['R23', 'C4'],
  breakTrack: (ports) =>
    instead(ports, 'writer', 'change', (change) => (before, facts, event, at) => {
      const reached = facts.steps.slice(before.facts.steps.length);
      const lines = reached.map((step) => ({ name: `step/${step.name}/${step.deadline}` as const, at }));
      const announced = reached.map(({ passed, ...step }) => ({ ...step, tells: 'team' as const }));
      return change(
        before,
        {
          ...facts,
          steps: [...before.facts.steps, ...announced],
          history: [...before.facts.history, ...lines],
        },
        event,
        at,
      );
    }),
};

/** Every ticket in the index gets warnings, even a closed one (R16). */
export const firesOnClosed: Breakage = {
  caughtBy: ['R16', 'R3', 'R23'],
  breakTrack: (ports) => ({
    ...ports,
    reader: {
      ...ports.reader,
      ticket: async (key) => {
        const ticket = await ports.reader.ticket(key);
        return ticket && withFields(ticket, { state: 'open' });
      },
      attention: async (...args) => {
        const { tickets, notices } = await ports.reader.attention(...args);
        return { tickets: tickets.map(({ closedAt, ...row }) => row), notices };
      },
    },
    writer: {
      ...ports.writer,
      change: async (before, facts, event, at) => {
        const stored = await ports.reader.ticket(before.key);
        const { steps, history } = facts;
        return stored && ports.writer.change(stored, { ...stored.facts, steps, history }, event, at);
      },
    },
  }),
};

/** A change of facts keeps the time of the next look, which belongs to the old facts (R3). */
export const nextLookKept: Breakage = {
  caughtBy: ['R3', 'S2'],
  breakPorts: (ports, { get, put }) =>
    instead(ports, 'writer', 'change', (change) => async (before, facts, event, at) => {
      const written = await change(before, facts, event, at);
      const stored = written && get(written.key);
      if (!stored || stored.type === 'notice' || before.ladder.nextStepAt === undefined) return written;
      const kept = withFields(stored, { nextStepAt: before.ladder.nextStepAt });
      put(kept);
      return kept;
    }),
};

/** While a refused message waits, the ticket is not looked at, even if a step falls due (R3). */
export const indexWaitsForSlack: Breakage = {
  caughtBy: ['R3'],
  breakPorts: (ports) =>
    instead(ports, 'delivery', 'noteResult', (noteResult) => (before, result, attentionAt) => {
      const [retry] = Object.values(result.retries ?? {});
      return noteResult(before, result, retry ? retry.at : attentionAt);
    }),
};

/** There are no warnings while Coupang cannot be read (S2). */
export const silentWhileBlind: Breakage = {
  caughtBy: ['S2'],
  breakTrack: (ports) =>
    instead(ports, 'reader', 'attention', (readRows) => async (...args) => {
      const { tickets, notices } = await readRows(...args);
      const state = await ports.states.read(VENDOR);
      return { tickets: state?.sources['call-center']?.failure ? [] : tickets, notices };
    }),
};

/** The team is mentioned at any hour (C4). */
export const nightPagesAll: Breakage = {
  caughtBy: ['C4'],
  breakTrack: (ports) =>
    instead(ports, 'writer', 'change', (change) => (before, facts, event, at) => {
      const steps = facts.steps.map((step, index) =>
        step.tells && index >= before.facts.steps.length ? { ...step, tells: 'team' as const } : step,
      );
      return change(before, { ...facts, steps }, event, at);
    }),
};

/** A pending warning is sent although the ticket has ended (R16). */
export const warnedAfterTheEnd: Breakage = {
  caughtBy: ['R16'],
  breakDrain: (services) =>
    instead(services, 'reader', 'ticket', (readTicket) => async (key) => {
      const ticket = await readTicket(key);
      const last = ticket?.facts.history.findLastIndex(({ name }) => name.startsWith('step/')) ?? -1;
      const warning = ticket?.facts.history[last];
      const isPending =
        warning && !(warning.name in ticket.delivery.posted) && ticket.delivery.ts !== undefined;
      return isPending
        ? withFields(ticket, { state: 'open', history: ticket.facts.history.slice(0, last + 1) })
        : ticket;
    }),
};
