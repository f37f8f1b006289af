import type { VendorRef } from '../domain/inquiry.ts';
import type { ReadingIntervals } from '../domain/plan-readings.ts';
import type { Clock, InquirySource, VendorState, VendorStates } from './ports.ts';
import { type SweepServices, sweep } from './sweep.ts';
import { NOTHING_SWEPT, type SweepTally } from './tally-sweep.ts';

export type PollServices = SweepServices & {
  states: VendorStates;
  source: InquirySource;
  clock: Clock;
  newToken: () => string;
};

export type PollSettings = {
  /** The market's zone. */
  zone: string;
  /** Names the egress IP that this poll leaves by (R5). */
  egress: string;
  intervals: ReadingIntervals;
  /** Single look-ups a run (R14). */
  lookUps: number;
  timeoutMs: number;
  /** A poll stops reading so long before its time-out, and its lease outlasts the time-out by `leaseBeyondMs` (R5). */
  stopsBeforeMs: number;
  leaseBeyondMs: number;
};

export type PollSummary = VendorRef &
  SweepTally & {
    /** `skipped`: another poll holds the lease. `left-alone`: told to keep away. `failed`: the recent week was not read whole. */
    result: 'swept' | 'skipped' | 'left-alone' | 'failed';
    /** What went wrong and what to do, if anything did. */
    problem?: string;
    /** The problem's literal code. */
    code?: string;
  };

/**
 * One poll of one vendor: under its lease (R5), unless Coupang must be left alone, sweeps what is due and keeps
 * what it learnt. Throws only where the store cannot be used; what was read until then is stored.
 */
export const poll = async (
  vendor: VendorRef,
  settings: PollSettings,
  services: PollServices,
): Promise<PollSummary> => {
  const { states, clock } = services;
  const startedAt = clock.now();
  const token = services.newToken();
  const until = startedAt + settings.timeoutMs + settings.leaseBeyondMs;
  const state = await states.takeLease(vendor, { token, now: startedAt, until });
  if (state === 'taken') return { ...vendor, ...NOTHING_SWEPT, result: 'skipped' };
  let kept = state;
  try {
    const alone = await leftAlone(state, startedAt, settings.egress, services);
    if (alone) return { ...vendor, ...NOTHING_SWEPT, result: 'left-alone', ...alone };
    const stopAt = startedAt + settings.timeoutMs - settings.stopsBeforeMs;
    const swept = await sweep(vendor, state, { ...settings, stopAt }, services);
    kept = swept.state;
    if (!swept.failure)
      return { ...vendor, ...swept.tally, result: swept.recentComplete ? 'swept' : 'failed' };
    const { message: problem, code, reach, aloneForMs } = swept.failure;
    const aloneUntil = clock.now() + aloneForMs;
    if (reach === 'egress') await states.blockEgress(settings.egress, { until: aloneUntil, code });
    if (reach === 'vendor') {
      const keyFingerprint = await services.source.keyFingerprint();
      kept = { ...kept, alone: { until: aloneUntil, code, cause: swept.failure.blindCause, keyFingerprint } };
    }
    return { ...vendor, ...swept.tally, result: swept.recentComplete ? 'swept' : 'failed', problem, code };
  } finally {
    await states.releaseLease(vendor, token, kept);
  }
};

/** A new key ends a vendor's stop, for the old one may have been its cause (coupang-api.md section 4). */
const leftAlone = async (
  state: VendorState,
  now: number,
  egress: string,
  { states, source }: PollServices,
): Promise<{ problem: string; code: string } | undefined> => {
  const block = await states.egressBlock(egress);
  if (block && block.until > now)
    return { code: block.code, problem: until(block.until, 'every vendor behind this IP') };
  const { alone } = state;
  if (!alone || alone.until <= now || alone.keyFingerprint !== (await source.keyFingerprint()))
    return undefined;
  return { code: alone.code, problem: until(alone.until, 'this vendor') };
};

const until = (instant: number, who: string): string =>
  `Coupang told us to keep away: ${who} is left alone until ${new Date(instant).toISOString()}.`;
