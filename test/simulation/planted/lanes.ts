import type { Deliverable } from '../../../lib/domain/delivery/deliverable.ts';
import { withFields, withoutFields } from '../../fixtures/domain/make-ticket.ts';
import type { Breakage } from '../breakage.ts';
import { instead, withResult } from './instead.ts';

/** The lane is released even if somebody called meanwhile (R18). */
export const releasedThoughCalled: Breakage = {
  caughtBy: ['R18'],
  breakPorts: (ports, { lanes }) =>
    instead(ports, 'lanes', 'release', (release) => (vendor, token, end) => {
      const lane = lanes.get(vendor);
      if (lane?.called && lane.token === token) {
        const { called, ...uncalled } = lane;
        lanes.put(vendor, uncalled);
      }
      return release(vendor, token, end);
    }),
};

/** A worker that finds the lane held marks it as called, even if it is no longer held (R18). */
export const calledWithoutToken: Breakage = {
  caughtBy: ['R18'],
  breakPorts: (ports, { effect, lanes }) =>
    instead(
      ports,
      'lanes',
      'call',
      () => (vendor, token) =>
        effect(
          'lane.call',
          () => {
            const lane = lanes.get(vendor);
            if (lane) lanes.put(vendor, { ...lane, called: true });
            return true;
          },
          { detail: `${vendor.vendorId} ${token}`, token },
        ),
    ),
};

/** Longer than any wait of a drain. */
const PAUSE_MS = 25_000;

/** A drain that was frozen continues as if it still held its lane (R19). */
export const laneEndNotChecked: Breakage = {
  caughtBy: ['R18'],
  breakDrain: (services) => {
    const { now } = services.clock;
    let last = now();
    let missedMs = 0;
    // Long jumps of the clock are hidden.
    const seen = (): number => {
      if (now() - last > PAUSE_MS) missedMs += now() - last;
      last = now();
      return now() - missedMs;
    };
    return {
      ...services,
      clock: { now: seen, elapsed: seen },
      delivery: {
        ...services.delivery,
        noteAttempt: (before, attempt) => services.delivery.noteAttempt(before, { ...attempt, at: now() }),
      },
    };
  },
};

/** The wait for the pace is between the attempt and the call (R19). */
export const waitBeforeTheCall: Breakage = {
  caughtBy: ['R19'],
  breakDrain: (services, { sleep }) =>
    instead(services, 'messenger', 'preparePost', (preparePost) => async (...args) => {
      const call = await preparePost(...args);
      return async () => {
        await sleep(8000);
        return call();
      };
    }),
};

/** A sender notes its attempt although another attempt is open (R19). */
export const attemptOverwritten: Breakage = {
  caughtBy: ['R19', 'calls'],
  breakPorts: (ports, { effect, get, put }) => ({
    ...ports,
    reader: {
      ...ports.reader,
      ticket: async (key) => withoutAttempt(await ports.reader.ticket(key)),
    },
    delivery: {
      ...ports.delivery,
      noteAttempt: (before, attempt) =>
        effect(
          'store.noteAttempt',
          () => {
            const stored = get(before.key);
            if (
              stored?.outbox.version !== before.outbox.version ||
              stored.delivery.shownVersion !== before.delivery.shownVersion
            )
              return undefined;
            return put(withFields(stored, { attempt }));
          },
          { detail: attempt.name, deliverable: before, attempt },
        ),
    },
  }),
};

const withoutAttempt = <Item extends Deliverable>(deliverable: Item | undefined): Item | undefined =>
  deliverable && withoutFields(deliverable, 'attempt');

/** Slack's answer is written even if another attempt is open by now (R19). */
export const resultWithoutToken: Breakage = {
  caughtBy: ['R19'],
  worse: { pauses: 0.15, slackFails: 0, kills: 0, wakeUpFaults: 0, storeFails: 0 },
  breakPorts: (ports, { effect, get, put }) =>
    instead(
      ports,
      'delivery',
      'noteResult',
      () => (before, result, attentionAt) =>
        effect(
          'store.noteResult',
          () => {
            const stored = get(before.key);
            if (!stored || stored.outbox.version !== before.outbox.version) return undefined;
            return put(withResult(stored, result, attentionAt));
          },
          { detail: 'whose attempt it may be', deliverable: before },
        ),
    ),
};
