import { NotSetUp } from '../../config/config-error.ts';
import { defined } from '../../domain/defined.ts';
import { believedShort } from '../../domain/reading/believe-short.ts';
import { dateAt } from '../../domain/time/dates.ts';
import { type OpenStatus, type Source, SOURCES } from '../../domain/sources.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { BlindCause, SourceState, Stop, VendorState } from '../../domain/reading/vendor-state.ts';
import { type HeldCalls, heldCalls, isInForce } from '../../domain/reading/stops.ts';
import { endStopsOfOldKey } from '../outbox/end-old-stops.ts';
import type { Clock } from '../ports/clock.ts';
import { type CoupangAccess, type InquirySource, SourceError } from '../ports/coupang.ts';
import type { EgressReader, StateReader } from '../ports/store.ts';
import { DAY_MS } from '../../domain/time/durations.ts';

export type CheckPorts = {
  states: StateReader & EgressReader;
  access: CoupangAccess;
  /** The sources that the vendor reads. The first one shows whether Coupang accepts the key. */
  clients: readonly InquirySource[];
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
  problem?: string;
  code?: string;
  /** The address that Coupang does not recognise. */
  ip?: string;
  /** Coupang was not called, since calls must wait until then; epoch ms. */
  until?: number;
  keyStoredAt?: number;
  /** When the last complete reading of the recent week of the first source began. */
  recentCompleteAt?: number;
  held?: HeldCalls[];
  /** The other sources. Absent unless Coupang accepts the key. */
  sources?: SourceCheck[];
  /** Lists whose total from Coupang is wrong, by `firstDate/status`: the number of missing rows. */
  wrongTotals?: Record<string, number>;
  /** Coupang's `Date` minus this function's clock, ms. Only if the difference is over five minutes. */
  clockDiffersByMs?: number;
  checkedAt: number;
};

/** `until`: it was not asked, since its calls rest until then; epoch ms. */
export type SourceCheck = Pick<VendorCheck, 'problem' | 'code' | 'ip' | 'until'> & {
  source: Source;
  result: 'ok' | BlindCause;
};

/** Source: coupang-api.md section 4, Keys. */
const NEW_KEY_MS = DAY_MS;

/**
 * Makes one signed call for today's page of the first open list of each source, unless its calls are stopped. Takes no lease, and changes no
 * ticket and no stop. Throws if the store cannot be used.
 */
export const checkVendor = async (
  vendor: VendorRef,
  settings: CheckSettings,
  ports: CheckPorts,
): Promise<VendorCheck> => {
  const { states, access, clients, clock, keyStoredAt: readKey } = ports;
  const [client, ...others] = clients;
  let state = await states.read(vendor);
  const wrongTotals = Object.fromEntries(
    Object.values(state?.sources ?? {}).flatMap(({ shortReadings }) =>
      Object.entries(believedShort(shortReadings)),
    ),
  );
  let keyStoredAt: number | undefined;
  const answer = (result: CheckResult, more: Partial<VendorCheck> = {}): VendorCheck => {
    const { recentCompleteAt } = (client && state?.sources[client.source]) ?? {};
    const held = state ? heldCalls(state, clock.now()) : [];
    const facts = { keyStoredAt, recentCompleteAt, clockDiffersByMs: access.clockDiffersByMs() };
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
    state = state && (await endStopsOfOldKey(state, clock.now(), access));
    const block = await states.egressBlock(settings.egress);
    if (isInForce(block, clock.now())) return answer(block.cause, describeStop(block, undefined));
    await access.keyFingerprint();
    if (!client) return answer('ok');
    const first = await checkSource(client, state, settings, clock);
    const { failure, source: _, ...checked } = first;
    if (failure) return answer(judge(failure, keyStoredAt, clock.now()), describeFailure(failure));
    if (first.result !== 'ok') return answer(first.result, checked);
    const sources: SourceCheck[] = [];
    for (const other of others) {
      const { failure: __, ...check } = await checkSource(other, state, settings, clock);
      sources.push(check);
    }
    return answer('ok', sources.length > 0 ? { sources } : {});
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return answer(error.blindCause, describeFailure(error));
  }
};

const checkSource = async (
  client: InquirySource,
  state: VendorState | undefined,
  settings: CheckSettings,
  clock: Clock,
): Promise<SourceCheck & { failure?: SourceError }> => {
  const { source } = client;
  const [openList] = SOURCES[source].openLists;
  const stop = state?.stops?.calls[openList];
  if (isInForce(stop, clock.now()))
    return { source, result: stop.cause, ...describeStop(stop, state?.sources[source]) };
  const failure = await askOnce(client, openList, settings, clock);
  return {
    source,
    result: failure?.blindCause ?? 'ok',
    ...(failure && { failure, ...describeFailure(failure) }),
  };
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

const describeStop = (
  { until, problem, code, cause }: Stop,
  state: Pick<SourceState, 'failure'> | undefined,
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
