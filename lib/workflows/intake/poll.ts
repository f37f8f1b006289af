import { NOT_SET_UP } from '../../config/config-error.ts';
import { defined } from '../../domain/defined.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { Failure, SourceState, VendorState } from '../../domain/reading/vendor-state.ts';
import { type HeldCalls, heldCalls, isInForce, stopsOfKey } from '../../domain/reading/stops.ts';
import { type Source, SOURCE_NAMES } from '../../domain/sources.ts';
import { DAY_MS } from '../../domain/time/durations.ts';
import { type CoupangAccess, failureOf, SourceError } from '../ports/coupang.ts';
import { nextPollAt } from './calls.ts';
import { noteContacts } from './note-contacts.ts';
import {
  addDone,
  type IntakeSettings,
  NOTHING_DONE,
  type PollPorts,
  type SweepTally,
  tallySweep,
} from './source-run.ts';
import { sweep } from './sweep.ts';

export type PollSettings = IntakeSettings & {
  egress: string;
  /**
   * `stopsBeforeMs`: how long before its time-out a poll stops reading. `leaseBeyondMs`: how much longer than the time-out its lease lasts.
   */
  spans: { timeoutMs: number; stopsBeforeMs: number; leaseBeyondMs: number };
};

export type PollSummary = VendorRef &
  SweepTally & {
    /**
     * `not-set-up`: no key is stored yet. `skipped`: another poll holds the lease. `backing-off`: the address must not call Coupang.
     * `failed`: the recent week of a source was not read completely, or a listed inquiry could not be stored.
     */
    result: 'swept' | 'not-set-up' | 'skipped' | 'backing-off' | 'failed';
    problem?: string;
    code?: string;
    unanswered?: true;
    /** For `backing-off`: the end, epoch ms. */
    until?: number;
    held?: HeldCalls[];
    /** The figures of each source, if there are several. */
    sources?: (SweepTally & { source: Source })[];
  };

const NOTHING_SWEPT = tallySweep(NOTHING_DONE);

const OFF_KEPT_MS = DAY_MS;

/**
 * Polls one vendor: takes the lease, sweeps its sources unless Coupang must not be called, and stores the results. Throws only if the store
 * cannot be used; results until then stay stored.
 */
export const poll = async (
  vendor: VendorRef,
  settings: PollSettings,
  ports: PollPorts,
): Promise<PollSummary> => {
  const { states, access, clock } = ports;
  const startedAt = clock.now();
  const token = ports.newToken();
  const { timeoutMs, stopsBeforeMs, leaseBeyondMs, pollMs } = settings.spans;
  const until = startedAt + timeoutMs + leaseBeyondMs;
  const lease = { token, now: startedAt, until, firstPollAt: startedAt };
  const taken = await states.takeLease(vendor, lease);
  if (taken === 'taken') return { ...vendor, ...NOTHING_SWEPT, result: 'skipped' };
  const state = beginSources(await withKeyExpiry(taken, ports), ports, startedAt);
  let kept = withFailure(state, { cause: 'incomplete' }, ports);
  try {
    const keyFingerprint = await identifyKey(state, startedAt, access);
    const current = stopsOfKey(state, keyFingerprint);
    const block = await states.egressBlock(settings.egress);
    if (isInForce(block, startedAt)) {
      kept = withFailure(current, { cause: block.cause }, ports);
      const { code, problem } = block;
      return { ...vendor, ...NOTHING_SWEPT, result: 'backing-off', until: block.until, code, problem };
    }
    const stopAt = startedAt + timeoutMs - stopsBeforeMs;
    const swept = await sweep(vendor, current, { ...settings, stopAt, startedAt, keyFingerprint }, ports);
    kept = swept.state;
    if (swept.addressStop) await states.blockEgress(settings.egress, swept.addressStop);
    const done = swept.sources.reduce((sum, of) => addDone(sum, of.done), NOTHING_DONE);
    const contactsUntil = await noteContacts(
      {
        ...done,
        vendor,
        rows: swept.tickets,
        state,
        startedAt,
        pollMs,
        stopAt: Math.min(stopAt, nextPollAt(startedAt, clock.now(), pollMs)),
      },
      ports,
    );
    kept = { ...kept, ...defined({ contactsUntil }) };
    const held = heldCalls(kept, clock.now());
    const errors = swept.sources.flatMap(({ error }) => error ?? []);
    const [error] = errors;
    const isUnanswered = error?.isUnanswered && !swept.sources.some((of) => of.isAnswered);
    const isFailed = swept.sources.some((of) => of.state.failure) || done.failed > 0;
    return {
      ...vendor,
      ...tallySweep(addDone(done, { published: swept.published })),
      result: isFailed ? 'failed' : 'swept',
      ...(error && { problem: error.message, code: error.code }),
      ...(isUnanswered && { unanswered: true as const }),
      ...(held.length > 0 && { held }),
      ...(swept.sources.length > 1 && {
        sources: swept.sources.map((of) => ({ source: of.source, ...tallySweep(of.done) })),
      }),
    };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    // Report the unreadable key as the failure, unless the recent week was read before.
    kept = withFailure(kept, failureOf(error), ports);
    if (error.code !== NOT_SET_UP) throw error;
    const { message: problem, code } = error;
    return { ...vendor, ...NOTHING_SWEPT, result: 'not-set-up', problem, code };
  } finally {
    const { clockDiffersByMs: _, ...learnt } = kept;
    const polled = { ...learnt, polledAt: clock.now(), ...noteClock(vendor, state, ports) };
    await states.releaseLease(vendor, token, polled);
  }
};

/** The state with an entry for each source that the vendor reads. A source that is switched on again counts as new for its blindness. */
const beginSources = (state: VendorState, { clients }: PollPorts, now: number): VendorState => {
  // A first poll that died left no sources.
  const isNew = Object.keys(state.sources).length === 0;
  const firstPollAt = (isNew ? state.firstPollAt : undefined) ?? now;
  const isRead = (source: Source): boolean => clients.some((client) => client.source === source);
  const kept = SOURCE_NAMES.flatMap((source): [Source, SourceState][] => {
    const known = state.sources[source];
    if (isRead(source)) {
      const { offSince, ...on } = known ?? { firstPollAt, completeReadings: {}, shortReadings: {} };
      return [[source, offSince === undefined ? on : { ...on, firstPollAt: now, completeInARow: 0 }]];
    }
    const { offSince = now } = known ?? {};
    return known && now - offSince < OFF_KEPT_MS ? [[source, { ...known, offSince }]] : [];
  });
  return { ...state, sources: Object.fromEntries(kept) };
};

/** Notes why the recent week of each source was not read, for a poll that reads none. A known address stays. */
const withFailure = (state: VendorState, failure: Failure, { clients }: PollPorts): VendorState => {
  const failed = clients.flatMap(({ source }) => {
    const known = state.sources[source];
    if (!known) return [];
    const isSame = known.failure?.cause === failure.cause;
    return [[source, { ...known, completeInARow: 0, failure: isSame ? known.failure : failure }] as const];
  });
  return { ...state, sources: { ...state.sources, ...Object.fromEntries(failed) } };
};

/** Reads the last day from the secret. If the secret cannot be read, keeps the noted day, which only affects warnings. */
const withKeyExpiry = async (state: VendorState, { keyExpiresOn: ask }: PollPorts): Promise<VendorState> => {
  if (!ask) return state;
  const { keyExpiresOn: noted, ...rest } = state;
  return { ...rest, ...defined({ keyExpiresOn: await ask().catch(() => noted) }) };
};

/** Logs once when Coupang's `Date` and our clock begin to differ, and once when they agree again. */
const noteClock = (
  vendor: VendorRef,
  { clockDiffersByMs: before }: VendorState,
  { access, log }: PollPorts,
): Pick<VendorState, 'clockDiffersByMs'> => {
  const clockDiffersByMs = access.clockDiffersByMs();
  if (before === undefined && clockDiffersByMs !== undefined)
    log.warn("Coupang's `Date` header differs from this machine's clock; the clock counts", {
      ...vendor,
      clockDiffersByMs,
    });
  if (before !== undefined && clockDiffersByMs === undefined)
    log.info("Coupang's `Date` header agrees with this machine's clock again", { ...vendor });
  return defined({ clockDiffersByMs });
};

/**
 * While stops are active, reads the key without a cache, since a new key ends them. Otherwise an unreadable key fails where it is used.
 * @throws if no key is stored
 */
const identifyKey = async (state: VendorState, now: number, access: CoupangAccess): Promise<string> => {
  const isHeld = heldCalls(state, now).length > 0;
  try {
    return await access.keyFingerprint({ fresh: isHeld });
  } catch (error) {
    if (error instanceof SourceError && error.code !== NOT_SET_UP && !isHeld) return '';
    throw error;
  }
};
