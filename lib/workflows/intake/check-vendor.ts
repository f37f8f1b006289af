import { NotSetUp } from '../../config/config-error.ts';
import { defined } from '../../domain/defined.ts';
import { believedShort } from '../../domain/reading/believe-short.ts';
import { dateAt } from '../../domain/time/dates.ts';
import { type Source, SOURCES } from '../../domain/sources.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { BlindCause, Failure, Stop, VendorState } from '../../domain/reading/vendor-state.ts';
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
  /** The sources after the first one. Absent if Coupang was not asked about one. */
  sources?: SourceCheck[];
  /** Lists whose total from Coupang is wrong, by `firstDate/status`: the number of missing rows. */
  wrongTotals?: Record<string, number>;
  /** Coupang's `Date` minus this function's clock, ms. Only if the difference is over five minutes. */
  clockDiffersByMs?: number;
  checkedAt: number;
};

type SourceCheck = Pick<VendorCheck, 'result' | 'problem' | 'code' | 'ip' | 'until'> & { source: Source };

/** The vendor's state before the check. */
export type Known = { vendor: VendorRef; state: VendorState | undefined };

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
  const { states, clock } = ports;
  const today = dateAt(clock.now(), settings.zone);
  const window = { firstDate: today, lastDate: today };
  const readToday = async ({ source, readPages }: InquirySource): Promise<SourceError | undefined> => {
    const stopAt = clock.now() + settings.timeoutMs;
    return (await readPages(window, SOURCES[source].openLists[0], { page: 1, most: 1 }, stopAt)).failure;
  };
  return checkSources({ vendor, state: await states.read(vendor) }, settings, ports, readToday);
};

/**
 * Checks the key and the address. Then reads each source whose first open list is not stopped, until a failure concerns the key or the vendor.
 * @param read returns the failure that ended the reading
 */
export const checkSources = async (
  { vendor, state: before }: Known,
  { egress }: Pick<CheckSettings, 'egress'>,
  { states, access, clients, clock, keyStoredAt: readKey }: CheckPorts,
  read: (client: InquirySource) => Promise<SourceError | undefined>,
): Promise<VendorCheck> => {
  let state = before;
  let keyStoredAt: number | undefined;
  const answer = (found: Pick<VendorCheck, 'result'> & Partial<VendorCheck>): VendorCheck => {
    const { recentCompleteAt } = (clients[0] && state?.sources[clients[0].source]) ?? {};
    const held = state ? heldCalls(state, clock.now()) : [];
    const wrongTotals = Object.fromEntries(
      Object.values(state?.sources ?? {}).flatMap((of) => Object.entries(believedShort(of.shortReadings))),
    );
    return {
      ...vendor,
      ...found,
      ...defined({ keyStoredAt, recentCompleteAt, clockDiffersByMs: access.clockDiffersByMs() }),
      ...(held.length > 0 && { held }),
      ...(Object.keys(wrongTotals).length > 0 && { wrongTotals }),
      checkedAt: clock.now(),
    };
  };
  try {
    keyStoredAt = await readKey();
  } catch (error) {
    if (error instanceof NotSetUp)
      return answer({ result: 'not-set-up', problem: error.message, code: error.code });
    // The source reports any other fault of the key below.
  }
  try {
    state = state && (await endStopsOfOldKey(state, clock.now(), access));
    const block = await states.egressBlock(egress);
    if (isInForce(block, clock.now())) return answer(describeStop(block));
    await access.keyFingerprint();
    const checks: SourceCheck[] = [];
    for (const client of clients) {
      const { source } = client;
      const stop = state?.stops?.calls[SOURCES[source].openLists[0]];
      if (isInForce(stop, clock.now())) {
        checks.push({ source, ...describeStop(stop, state?.sources[source]?.failure) });
        continue;
      }
      const failure = await read(client);
      const isOfNewKey = checks.length === 0 && failure && isRefusedAsNew(failure, keyStoredAt, clock.now());
      const check = failure ? describeFailure(failure) : { result: 'ok' as const };
      checks.push({ source, ...check, ...(isOfNewKey && { result: 'key-just-issued' }) });
      if (failure && failure.reach !== 'reading') break;
    }
    const [first = { result: 'ok' }, ...sources] = checks;
    return answer({ ...first, ...(sources.length > 0 && { sources }) });
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return answer(describeFailure(error));
  }
};

const describeStop = ({ until, problem, code, cause: result }: Stop, failure?: Failure) =>
  defined({ result, until, problem, code, ip: failure?.cause === result ? failure.ip : undefined });

const describeFailure = ({ blindCause: result, message: problem, code, ip }: SourceError) =>
  defined({ result, problem, code, ip });

/** A new key got a 401, or a 403 without another reason. */
const isRefusedAsNew = (failure: SourceError, keyStoredAt: number | undefined, now: number): boolean => {
  const status = 'status' in failure ? failure.status : undefined;
  const isRefusal =
    (status === 401 && failure.blindCause === 'credentials') ||
    (status === 403 && failure.blindCause === 'bad-request');
  return isRefusal && keyStoredAt !== undefined && now - keyStoredAt < NEW_KEY_MS;
};
