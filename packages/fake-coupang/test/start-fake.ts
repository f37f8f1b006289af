import { type FakeCoupangOptions, startFakeCoupang } from '../src/fake-coupang.ts';
import { authorize } from '../src/sign.ts';
import { parseState, type StateStore } from '../src/world-state.ts';

/** Made up; 14:00 in Seoul. */
export const NOW = Date.parse('2026-01-15T05:00:00Z');
export const KEYS = { accessKey: 'ACCESS', secretKey: 'SECRET' };
export const VENDOR = { market: 'KR', vendorId: 'A00012345' } as const;
export const LIST = `/v2/providers/openapi/apis/api/v5/vendors/${VENDOR.vendorId}/callCenterInquiries`;
export const ONE = '/v2/providers/openapi/apis/api/v5/vendors/callCenterInquiries';
const ACTIONS = '/v2/providers/openapi/apis/api/v4/vendors';
const GOOD = {
  vendorId: VENDOR.vendorId,
  partnerCounselingStatus: 'NO_ANSWER',
  inquiryStartAt: '2026-01-09',
  inquiryEndAt: '2026-01-15',
  pageNum: '1',
  pageSize: '30',
};

/** The query of a list call with some changes. `undefined` removes a field. */
export const withQuery = (changes: Record<string, string | undefined> = {}): string =>
  String(
    new URLSearchParams(
      Object.entries({ ...GOOD, ...changes }).flatMap(([name, value]): Array<[string, string]> =>
        value === undefined ? [] : [[name, value]],
      ),
    ),
  );

type Call = {
  path?: string;
  query?: string;
  keys?: typeof KEYS;
  signedAgoMs?: number;
  headers?: Record<string, string>;
};
type Post = Call & { vendorId?: string; what?: 'replies' | 'confirms'; body: unknown };

/** Keeps the state between two fakes, as JSON. */
export const memoryStore = (): StateStore & { text: () => string } => {
  let text: string | undefined;
  return {
    load: async () => (text === undefined ? undefined : parseState(JSON.parse(text))),
    save: async (state) => {
      text = JSON.stringify(state);
    },
    text: () => text ?? '',
  };
};

/** A fake and a program's calls. Each call moves the clock by `msPerCall`. */
export const startSimulated = async (
  options: Partial<FakeCoupangOptions> = {},
  { msPerCall = 1000 }: { msPerCall?: number } = {},
) => {
  const clock = { now: NOW };
  const simulator = await startFakeCoupang({
    vendors: [VENDOR, { market: 'TW', vendorId: 'C00000002' }],
    keys: KEYS,
    now: () => clock.now,
    ...options,
  });

  const call = async (
    method: string,
    { path = LIST, query = withQuery(), keys = KEYS, signedAgoMs = 0, headers }: Call,
    body?: string,
  ) => {
    clock.now += msPerCall;
    const authorization = authorize({ method, path, query }, keys, clock.now - signedAgoMs);
    const response = await fetch(`${simulator.url}${path}${query === '' ? '' : `?${query}`}`, {
      method,
      headers: { Authorization: authorization, ...headers },
      redirect: 'manual',
      ...(body !== undefined && { body }),
    });
    return { status: response.status, text: await response.text(), headers: response.headers };
  };
  return {
    simulator,
    clock,
    get: (how: Call = {}) => call('GET', how),
    /** A body that is not a text is sent as JSON. */
    post: (inquiryId: string, { vendorId = VENDOR.vendorId, what = 'replies', body, ...how }: Post) => {
      const path = `${ACTIONS}/${vendorId}/callCenterInquiries/${inquiryId}/${what}`;
      return call(
        'POST',
        { path, query: '', ...how },
        typeof body === 'string' ? body : JSON.stringify(body),
      );
    },
  };
};

export type Simulated = Awaited<ReturnType<typeof startSimulated>>;
