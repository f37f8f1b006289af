import { NotSetUp } from '../../config/config-error.ts';
import { defined } from '../../domain/defined.ts';
import { believedShort } from '../../domain/reading/believe-short.ts';
import { dateAt } from '../../domain/time/dates.ts';
import { type OpenStatus, type SideSource, SOURCES } from '../../domain/sources.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { BlindCause, Stop, VendorState } from '../../domain/reading/vendor-state.ts';
import { type HeldCalls, heldCalls } from '../../domain/reading/stops.ts';
import { endStopsOfOldKey, findBackOff } from './back-off.ts';
import type { Clock } from '../ports/clock.ts';
import { type InquirySource, SourceError, type SourceLists } from '../ports/inquiry-source.ts';
import type { EgressReader, StateReader } from '../ports/vendor-states.ts';
import { DAY_MS } from '../../domain/time/durations.ts';

export type CheckPorts = {
  states: StateReader & EgressReader;
  source: InquirySource;
  /** The sources beside the hand-overs that the vendor reads. */
  sideSources: readonly SourceLists[];
  /** Reads the key without a cache. Returns when it was stored, epoch ms, if known. Throws NotSetUp. */
  keyStoredAt: () => Promise<number | undefined>;
  clock: Clock;
};

export type CheckSettings = {
  zone: string;
  egress: string;
  timeoutMs: number;
};

/**
 * `not-set-up`: no key is stored yet.
 * `key-just-issued`: Coupang refuses a key that is less than a day old, which may be normal.
 * Any other value but `ok`: why Coupang cannot be read.
 */
export type CheckResult = 'ok' | 'not-set-up' | 'key-just-issued' | BlindCause;

/** Whether a vendor can be read at Coupang from here. Plain JSON; instants are epoch ms. */
export type VendorCheck = VendorRef & {
  result: CheckResult;
  /** The problem, and what to do. */
  problem?: string;
  code?: string;
  /** The address that Coupang does not recognise. */
  ip?: string;
  /** Coupang was not called, since calls must wait until then; epoch ms. */
  until?: number;
  keyStoredAt?: number;
  /** When the last complete reading of the recent week began. */
  recentCompleteAt?: number;
  held?: HeldCalls[];
  /** Each source beside the hand-overs. Absent unless Coupang accepts the key. */
  sources?: SourceCheck[];
  /** Lists whose total from Coupang is wrong, by `firstDate/status`: the number of missing rows (R7). */
  wrongTotals?: Record<string, number>;
  /** Coupang's `Date` minus this function's clock, ms. Only if the difference is over five minutes (R6). */
  clockDiffersByMs?: number;
  checkedAt: number;
};

/** `until`: it was not asked, since its calls rest until then; epoch ms. */
export type SourceCheck = Pick<VendorCheck, 'problem' | 'code' | 'ip' | 'until'> & {
  source: SideSource;
  result: 'ok' | BlindCause;
};

/** Source: coupang-api.md section 4, Keys. */
const NEW_KEY_MS = DAY_MS;

/**
 * Makes one signed, secondary list call for today's page of NO_ANSWER, and then one for each other source, unless Coupang must not be
 * called. Takes no lease, and changes no ticket and no stop. Throws if the store cannot be used.
 */
export const checkVendor = async (
  vendor: VendorRef,
  settings: CheckSettings,
  ports: CheckPorts,
): Promise<VendorCheck> => {
  const { states, source, clock, keyStoredAt: readKey } = ports;
  let state = await states.read(vendor);
  const wrongTotals = believedShort(state?.shortReadings ?? {});
  let keyStoredAt: number | undefined;
  const answer = (result: CheckResult, more: Partial<VendorCheck> = {}): VendorCheck => {
    const { recentCompleteAt } = state ?? {};
    const held = state ? heldCalls(state, clock.now()) : [];
    const facts = { keyStoredAt, recentCompleteAt, clockDiffersByMs: source.clockDiffersByMs() };
    return {
      ...vendor,
      result,
      ...more,
      ...defined(facts),
      ...(held.length > 0 && { held }),
      ...(Object.keys(wrongTotals).length > 0 && { wrongTotals }),
      checkedAt: clock.now(),
    };
  };
  try {
    keyStoredAt = await readKey();
  } catch (error) {
    if (error instanceof NotSetUp) return answer('not-set-up', { problem: error.message, code: error.code });
    // The source reports any other fault of the key below.
  }
  try {
    state = state && (await endStopsOfOldKey(state, clock.now(), source));
    const stop = await findBackOff(state, clock.now(), settings.egress, states);
    if (stop) return answer(stop.cause, describeStop(stop, state));
    const rest = [state?.secondaryStops?.all, state?.actStop].find((at) => at && at.until > clock.now());
    if (rest) return answer(judgeByPolls(state, rest), describeStop(rest, state));
    // Report a malformed key before any call to Coupang.
    await source.keyFingerprint();
    const failure = await askOnce(source, 'NO_ANSWER', settings, clock);
    if (!failure) {
      const sources = await checkSources(state, settings, ports);
      return answer('ok', sources.length > 0 ? { sources } : {});
    }
    return answer(judge(failure, keyStoredAt, clock.now()), describeFailure(failure));
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return answer(error.blindCause, describeFailure(error));
  }
};

const checkSources = async (
  state: VendorState | undefined,
  settings: CheckSettings,
  ports: CheckPorts,
): Promise<SourceCheck[]> => {
  const checks: SourceCheck[] = [];
  for (const lists of ports.sideSources) {
    const { source } = lists;
    const stop = state?.sources?.[source]?.stop;
    if (stop && stop.until > ports.clock.now()) {
      checks.push({ source, result: stop.cause, ...describeStop(stop, state?.sources?.[source]) });
      continue;
    }
    const [openList] = SOURCES[source].openLists;
    const failure = await askOnce(lists, openList, settings, ports.clock);
    checks.push({ source, result: failure?.blindCause ?? 'ok', ...(failure && describeFailure(failure)) });
  }
  return checks;
};

const askOnce = async (
  { readPages }: Pick<InquirySource, 'readPages'>,
  list: OpenStatus,
  { zone, timeoutMs }: CheckSettings,
  clock: Clock,
): Promise<SourceError | undefined> => {
  const today = dateAt(clock.now(), zone);
  const window = { firstDate: today, lastDate: today };
  return (await readPages(window, list, { page: 1, most: 1 }, clock.now() + timeoutMs)).failure;
};

/** While the doctor may not call Coupang, judges by the results of the polls, which go on. */
const judgeByPolls = (state: VendorState | undefined, { cause }: Stop): CheckResult =>
  state?.recentCompleteAt === undefined ? cause : (state.failure?.cause ?? 'ok');

const describeStop = (
  { until, problem, code, cause }: Stop,
  state: Pick<VendorState, 'failure'> | undefined,
) => {
  const ip = state?.failure?.cause === cause ? state.failure.ip : undefined;
  return { until, problem, code, ...defined({ ip }) };
};

export const describeFailure = ({ message: problem, code, ip }: SourceError) =>
  defined({ problem, code, ip });

/** `key-just-issued`: a new key got a 401, or a 403 without another reason. */
const judge = (failure: SourceError, keyStoredAt: number | undefined, now: number): CheckResult => {
  const status = 'status' in failure ? failure.status : undefined;
  const isRefusal =
    (status === 401 && failure.blindCause === 'credentials') ||
    (status === 403 && failure.blindCause === 'bad-request');
  const isNew = keyStoredAt !== undefined && now - keyStoredAt < NEW_KEY_MS;
  return isRefusal && isNew ? 'key-just-issued' : failure.blindCause;
};
