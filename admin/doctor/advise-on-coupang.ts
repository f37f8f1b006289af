import type { CheckResult } from '../../lib/workflows/intake/check-vendor.ts';
import type { VendorConfig } from '../../lib/config/schema.ts';
import type { CoupangAnswer } from './coupang-answer.ts';
import { DAY_MS } from '../../lib/domain/time/durations.ts';

/** `isPlanned`: nothing is broken. It needs only a person's next step, or time. */
export type Advice = { isPlanned: boolean; toDo: string };

type About = { answer: CoupangAnswer; store: string; egressIp: string | undefined };
type Advise = (about: About) => string;

const WING = 'WING > 판매자정보 > 추가판매정보 > OPEN API';
const WAIT = 'Run the doctor again in some minutes. If it says the same, see the log of poll.';

const storeKey: Advise = ({ store }) =>
  `First find out who issued the key: an integrator's key (연동업체) takes no address (docs/setup.md). If an ERP uses your own key, use the same one. Store it: ${store}`;

const ADVICE: Record<Exclude<CheckResult, 'ok'>, Advise> = {
  'not-set-up': storeKey,
  'key-missing': storeKey,
  'key-just-issued': () =>
    'A new key may take 24 hours: run the doctor again later. Meanwhile compare both halves with WING; do not reissue the key.',
  'ip-not-allowed': ({ answer: { ip, keyStoredAt, checkedAt }, egressIp }) => {
    const address = ip ?? egressIp;
    const other =
      ip !== undefined && egressIp !== undefined && ip !== egressIp
        ? ` The egress stack's address is ${egressIp}: poll does not go out through it.`
        : '';
    const young =
      keyStoredAt !== undefined && checkedAt - keyStoredAt < DAY_MS
        ? ' The first access of a new key may take 24 hours.'
        : '';
    return `Add ${address ?? 'the address'} to the key's addresses in ${WING} > 수정 (up to 10, takes up to 30 minutes); do not reissue the key. An integrator's key (연동업체) takes none: docs/setup.md.${young}${other}`;
  },
  credentials: ({ store }) =>
    `Compare both halves with ${WING}: keys are valid for 180 days. If the key was reissued, store the new one: ${store}`,
  'key-unreadable': ({ store }) =>
    `Nothing is said of the key itself: see the line on its secret. If that is ok, poll may not read it: was kmsKeyArn changed? Then store the key once more: ${store}`,
  'wrong-market': () => "Check the vendor's market in the configuration: the key belongs to another market.",
  'wrong-path': () => 'Check the vendor id: the key was issued for another one.',
  'vendor-inactive': () => "Check the vendor's state in WING: it is withdrawn, not activated or locked.",
  'blocked-at-edge': () =>
    'Run the doctor again when that time is over. If the block comes back, ask Coupang to unblock the address.',
  throttled: () => 'See what else uses this key, such as an ERP: all programs share five calls a second.',
  clock: () =>
    'Run the doctor again. If it says the same, the clocks of Lambda and Coupang differ: tell AWS and Coupang.',
  'bad-request': () => 'Check the vendor id. If it is right, report a defect of this program.',
  'coupang-down': () =>
    "Does WING open in a browser? Then poll's way to the internet is broken: the NAT instance or gateway, its routes, or egress 'none'.",
  protocol: () => WAIT,
  contradicted: () =>
    "Coupang's lists lack inquiries that it still shows one by one. If this lasts, report it to Coupang.",
  'format-changed': () =>
    'Coupang changed the format of its rows: update this program, or report a defect. Until then look in WING.',
  'filter-ignored': () =>
    'Coupang ignores the status that a list is asked for. If this lasts, report it to Coupang.',
  incomplete: () => WAIT,
  'not-polling': () => WAIT,
};

/**
 * These pass by themselves or with a person's next step, before a vendor is live. For a live vendor they are blindness.
 */
const WAITS: readonly string[] = ['key-just-issued', 'not-set-up'] satisfies CheckResult[];

export const adviseOnCoupang = (
  answer: CoupangAnswer,
  { id, market, live }: VendorConfig,
  egressIp: string | undefined,
): Advice => {
  const { result } = answer;
  const store = `npm run secrets -- ${id} --market ${market}`;
  const toDo = isKnown(result) ? ADVICE[result]({ answer, store, egressIp }) : (answer.problem ?? WAIT);
  return { isPlanned: !live && WAITS.includes(result), toDo };
};

const isKnown = (result: string): result is keyof typeof ADVICE => Object.hasOwn(ADVICE, result);
