import { NOT_SET_UP } from '../../config/config-error.ts';
import { defined } from '../../domain/defined.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { Failure, Stop, VendorState } from '../../domain/reading/vendor-state.ts';
import { type HeldCalls, heldCalls, stopPrimary, stopsOfKey } from '../../domain/reading/stops.ts';
import { findBackOff } from './back-off.ts';
import { noteContacts } from './note-contacts.ts';
import { type InquiryLookUps, failureOf, SourceError } from '../ports/inquiry-source.ts';
import type { PollPorts } from './poll-ports.ts';
import { secondaryStopAt } from './secondary-calls.ts';
import { type SweepResult, sweep } from './sweep.ts';
import { type IntakeSettings, NOTHING_DONE } from './sweep-run.ts';
import { type SourceSummary, beginSources, sweepSources } from './sweep-source.ts';
import { type SweepTally, tallySweep } from './tally-sweep.ts';

export type PollSettings = IntakeSettings & {
  egress: string;
  /**
   * `stopsBeforeMs`: how long before its time-out a poll stops reading. `leaseBeyondMs`: how much longer than the time-out
   * its lease lasts (R5).
   */
  spans: { timeoutMs: number; stopsBeforeMs: number; leaseBeyondMs: number };
};

export type PollSummary = VendorRef &
  SweepTally & {
    /**
     * `not-set-up`: no key is stored yet. `skipped`: another poll holds the lease. `backing-off`: Coupang must not be called.
     * `failed`: the recent week was not read completely, or a listed inquiry could not be stored.
     */
    result: 'swept' | 'not-set-up' | 'skipped' | 'backing-off' | 'failed';
    problem?: string;
    code?: string;
    /** No reading got any answer. */
    unanswered?: true;
    /** For `backing-off`: the end, epoch ms. */
    until?: number;
    held?: HeldCalls[];
    /** The sources beside the hand-overs, with figures of their own. */
    polled?: SourceSummary[];
  };

const NOTHING_SWEPT = tallySweep(NOTHING_DONE);

/**
 * Polls one vendor: takes the lease (R5), sweeps due windows unless Coupang must not be called, and stores the results.
 * Throws only if the store cannot be used; results until then stay stored.
 */
export const poll = async (
  vendor: VendorRef,
  settings: PollSettings,
  ports: PollPorts,
): Promise<PollSummary> => {
  const { states, source, clock } = ports;
  const startedAt = clock.now();
  const token = ports.newToken();
  const { timeoutMs, stopsBeforeMs, leaseBeyondMs, pollMs } = settings.spans;
  const until = startedAt + timeoutMs + leaseBeyondMs;
  const lease = { token, now: startedAt, until, firstPollAt: startedAt };
  const taken = await states.takeLease(vendor, lease);
  if (taken === 'taken') return { ...vendor, ...NOTHING_SWEPT, result: 'skipped' };
  const state = await withKeyExpiry(taken, ports);
  let kept: VendorState = { ...state, completeInARow: 0, failure: { cause: 'incomplete' } };
  try {
    const key = await identifyKey(state, startedAt, source);
    if (key.unset) {
      kept = { ...kept, failure: failureOf(key.unset) };
      const { message: problem, code } = key.unset;
      return { ...vendor, ...NOTHING_SWEPT, result: 'not-set-up', problem, code };
    }
    const { keyFingerprint } = key;
    const current = stopsOfKey(state, keyFingerprint);
    const backOff = await findBackOff(current, startedAt, settings.egress, states);
    if (backOff) {
      kept = { ...kept, failure: failureBehind(backOff, state) };
      const { code, problem } = backOff;
      return { ...vendor, ...NOTHING_SWEPT, result: 'backing-off', until: backOff.until, code, problem };
    }
    const stopAt = startedAt + timeoutMs - stopsBeforeMs;
    const sweepSettings = { ...settings, stopAt, startedAt, keyFingerprint };
    const swept = await sweep(vendor, current, sweepSettings, ports);
    kept = swept.state;
    const { failure } = swept;
    if (failure && failure.reach !== 'reading') {
      const stop = stopPrimary(failure, clock.now(), { startedAt, pollMs });
      if (failure.reach === 'egress') await states.blockEgress(settings.egress, stop);
      else kept = { ...kept, backOff: { ...stop, keyFingerprint, ...defined({ list: swept.refused }) } };
    }
    // Their failures would only repeat those of the hand-overs.
    const mayPollOthers = failure?.reach !== 'egress' && !holds(['primary'], kept, clock.now());
    const { sources: _, ...handOvers } = kept;
    let polled: SourceSummary[] = [];
    let { written } = swept;
    if (mayPollOthers) {
      kept = { ...handOvers, ...defined({ sources: beginSources(kept, ports, startedAt) }) };
      const holdsLater = holds(['secondary', 'act'], kept, clock.now());
      const others = { ...sweepSettings, vendor, state: kept, tickets: swept.tickets, holdsLater };
      const read = await sweepSources(others, ports);
      kept = { ...handOvers, ...defined({ sources: read.sources }) };
      ({ polled } = read);
      written = [...written, ...read.written];
    }
    const contactsUntil = await noteContacts(
      { written, failed: sumOfFailed([swept.tally, ...polled]), rows: swept.tickets },
      {
        vendor,
        startedAt,
        pollMs,
        stopAt: Math.min(stopAt, secondaryStopAt(startedAt, clock.now(), pollMs)),
        state,
      },
      ports,
    );
    kept = { ...kept, ...defined({ contactsUntil }) };
    const held = heldCalls(kept, clock.now());
    return {
      ...vendor,
      ...swept.tally,
      result: resultOf(swept),
      ...(failure && { problem: failure.message, code: failure.code }),
      ...(failure?.isUnanswered && !swept.answered && { unanswered: true as const }),
      ...(held.length > 0 && { held }),
      ...(polled.length > 0 && { polled }),
    };
  } catch (error) {
    // Report the unreadable key as the failure, unless the recent week was read before.
    if (error instanceof SourceError && kept.failure) kept = { ...kept, failure: failureOf(error) };
    throw error;
  } finally {
    const { clockDiffersByMs: _, ...learnt } = kept;
    const polled = { ...learnt, polledAt: clock.now(), ...noteClock(vendor, state, ports) };
    await states.releaseLease(vendor, token, polled);
  }
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
  { source, log }: PollPorts,
): Pick<VendorState, 'clockDiffersByMs'> => {
  const clockDiffersByMs = source.clockDiffersByMs();
  if (before === undefined && clockDiffersByMs !== undefined)
    log.warn("Coupang's `Date` header differs from this machine's clock; the clock counts", {
      ...vendor,
      clockDiffersByMs,
    });
  if (before !== undefined && clockDiffersByMs === undefined)
    log.info("Coupang's `Date` header agrees with this machine's clock again", { ...vendor });
  return defined({ clockDiffersByMs });
};

const sumOfFailed = (tallies: readonly SweepTally[]): number =>
  tallies.reduce((sum, { failed }) => sum + failed, 0);

const holds = (calls: readonly HeldCalls['calls'][], state: VendorState, now: number): boolean =>
  heldCalls(state, now).some((held) => calls.includes(held.calls));

const failureBehind = ({ cause }: Stop, { failure }: VendorState): Failure =>
  failure?.cause === cause ? failure : { cause };

const resultOf = ({ state, tally }: SweepResult): PollSummary['result'] =>
  state.failure || tally.failed > 0 ? 'failed' : 'swept';

/**
 * Returns the error if no key is stored. Other errors of the key appear where it is used. While stops are active, reads the
 * key without a cache, since a new key ends them.
 */
const identifyKey = async (
  state: VendorState,
  now: number,
  source: InquiryLookUps,
): Promise<{ unset: SourceError } | { unset?: undefined; keyFingerprint: string }> => {
  const isHeld = heldCalls(state, now).length > 0;
  try {
    return { keyFingerprint: await source.keyFingerprint({ fresh: isHeld }) };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    if (error.code === NOT_SET_UP) return { unset: error };
    if (isHeld) throw error;
    return { keyFingerprint: '' };
  }
};
