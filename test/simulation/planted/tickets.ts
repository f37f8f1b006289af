import { PAGE_SIZE } from '../../../lib/coupang/read-rows.ts';
import { readingKey } from '../../../lib/domain/reading/plan-readings.ts';
import { SlackFailure } from '../../../lib/workflows/ports/slack.ts';
import { SourceError } from '../../../lib/workflows/ports/coupang.ts';
import { withFields, withoutFields } from '../../fixtures/domain/make-ticket.ts';
import type { Breakage } from '../breakage.ts';
import type { ReadPages } from '../coupang-source.ts';
import { instead, withReadings, withResult } from './instead.ts';

/** The result is noted before the message is sent. If the worker dies in between, the card is never sent. */
export const markBeforeSend: Breakage = {
  caughtBy: ['promise'],
  breakPorts: (ports, { get }) =>
    instead(ports, 'messenger', 'preparePost', (preparePost) => async (deliverable, name, to, options) => {
      const call = await preparePost(deliverable, name, to, options);
      if (name !== 'card' && name !== 'notice') return call;
      return async () => {
        const noted = get(deliverable.key) ?? deliverable;
        const mark = { channel: to.channel, ts: '1.0', shownVersion: noted.outbox.version };
        const marked = await ports.delivery.noteResult(noted, mark, noted.index.attentionAt);
        if (marked && noted.delivery.attempt)
          await ports.delivery.noteAttempt(marked, noted.delivery.attempt);
        return call();
      };
    }),
};

/** Slack's answer is written only if the version is still the sent version. */
export const tsOnConditionOfVersion: Breakage = {
  caughtBy: ['promise'],
  breakPorts: (ports, { get }) => {
    const sent = new Map<string, number>();
    return {
      ...ports,
      delivery: {
        ...ports.delivery,
        noteAttempt: async (before, attempt, shown) => {
          sent.set(attempt.token, before.outbox.version);
          return ports.delivery.noteAttempt(before, attempt, shown);
        },
        noteResult: async (before, result, attentionAt) => {
          const version = sent.get(before.delivery.attempt?.token ?? '') ?? before.outbox.version;
          const isOther = get(before.key)?.outbox.version !== version;
          const { ts, ...rest } = result;
          return ports.delivery.noteResult(before, isOther ? rest : result, attentionAt);
        },
      },
    };
  },
};

/** Delivery writes back the whole item as it read it. Poll's writes in between are lost. */
export const wholeItemPut: Breakage = {
  caughtBy: ['S7', 'R28', 'R29'],
  breakPorts: (ports, { effect, put }) =>
    instead(
      ports,
      'delivery',
      'noteResult',
      () => (before, result, attentionAt) =>
        effect('store.noteResult', () => put(withResult(before, result, attentionAt)), {
          detail: 'as it was read',
          deliverable: before,
        }),
    ),
};

/** A change does not set the index time. If the run dies, nobody publishes its event. */
export const indexTimeNotSet: Breakage = {
  caughtBy: ['R2'],
  breakPorts: (ports, { get, put }) =>
    instead(ports, 'writer', 'change', (change) => async (before, facts, event, at) => {
      const written = await change(before, facts, event, at);
      const stored = written && get(written.key);
      if (!stored || stored.type === 'notice') return written;
      const rest = withoutFields(stored, 'attentionAt');
      const unset = withFields(rest, {
        ...(before.index.attentionAt !== undefined && { attentionAt: before.index.attentionAt }),
      });
      put(unset);
      return unset;
    }),
};

/** A partial reading counts as complete. */
export const closeOnPartialReading: Breakage = {
  caughtBy: ['R7'],
  breakSource: (source) => withReadings(source, (reading) => ({ ...reading, complete: true })),
};

const believed = new Set<string>();

/** A partial reading counts as complete, but the state does not record that. Only the closing shows the defect. */
export const closeOnPartialReadingUnkept: Breakage = {
  caughtBy: ['R9'],
  breakSource: (source) =>
    withReadings(source, (reading) => {
      if (!reading.complete) believed.add(`${readingKey(reading.window, reading.status)} ${reading.beganAt}`);
      return { ...reading, complete: true };
    }),
  breakPorts: (ports) =>
    instead(ports, 'states', 'releaseLease', (releaseLease) => (vendor, token, state) => {
      const own = state.sources['call-center'];
      if (!own) return releaseLease(vendor, token, state);
      const kept = Object.entries(own.completeReadings).filter(
        ([key, beganAt]) => !believed.has(`${key} ${beganAt}`),
      );
      return releaseLease(vendor, token, {
        ...state,
        sources: { 'call-center': { ...own, completeReadings: Object.fromEntries(kept) } },
      });
    }),
};

/** The first empty page counts as the end of the list. */
const readUntilEmpty: ReadPages = async (source) => {
  const beganAt = source.now();
  const items: unknown[] = [];
  try {
    for (let pageNum = 1; ; pageNum += 1) {
      const page = await source.page(pageNum, PAGE_SIZE, false);
      items.push(...(page.items ?? []));
      if ((page.items ?? []).length === 0 || pageNum >= (page.totalPages ?? 1)) break;
    }
    return { beganAt, complete: true, items };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return { beganAt, complete: false, items, failure: error };
  }
};

export const emptyPageTakenAsComplete: Breakage = {
  caughtBy: ['R7'],
  readPages: readUntilEmpty,
};

/** The bus refused an entry while the request succeeded. All entries are noted as sent. */
export const failedEntryNotedAsSent: Breakage = {
  caughtBy: ['R2'],
  breakPorts: (ports) =>
    instead(
      ports,
      'publisher',
      'publish',
      (publish) => async (events) => (await publish(events)).map(() => true),
    ),
};

/** The client repeats a call whose answer was lost (R20). */
export const webClientRetrying: Breakage = {
  caughtBy: ['R18', 'R19', 'promise'],
  breakPorts: (ports) =>
    instead(ports, 'messenger', 'preparePost', (preparePost) => async (...args) => {
      const call = await preparePost(...args);
      return async () => {
        try {
          return await call();
        } catch (error) {
          if (error instanceof SlackFailure && error.kind === 'unsure') return call();
          throw error;
        }
      };
    }),
};

/** A ticket whose pointer failed is not written again. */
export const failedPointerForgotten: Breakage = {
  caughtBy: ['A10'],
  worse: { firstSight: 30, storeFails: 0.15, indexLagMs: 0, forgottenWrites: 0 },
  breakPorts: (ports) =>
    instead(ports, 'contacts', 'note', (note) => (ticket) => note(ticket).catch(() => undefined)),
};
