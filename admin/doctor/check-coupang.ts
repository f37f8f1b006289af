import type { LambdaClient } from '@aws-sdk/client-lambda';
import { blindMs } from '../../lib/config/reading-intervals.ts';
import { MARKET_ZONES } from '../../lib/config/market.ts';
import { STACKS } from '../../lib/config/names.ts';
import type { Config, VendorConfig } from '../../lib/config/schema.ts';
import { type Check, fail, ok, warn, formatInstant } from './check.ts';
import { invokePoll } from './invoke-poll.ts';
import * as z from 'zod/mini';
import { DAY_MS } from '../../lib/domain/time/durations.ts';
import type { CheckResult } from '../../lib/workflows/intake/check-vendor.ts';

export type DeployedPoll = { pollFunction: string; egressIp: string | undefined };

/** Asks the deployed poll whether Coupang accepts a vendor's key, since only its IP counts. */
export const checkCoupang = async (
  client: LambdaClient,
  { pollFunction, egressIp }: DeployedPoll,
  vendor: VendorConfig,
  { settings }: Config,
): Promise<{ checks: Check[]; answer?: CoupangAnswer }> => {
  const { market, id } = vendor;
  const name = `Coupang ${market} ${id}`;
  const invoked = await invokePoll(client, pollFunction, { check: id, market });
  if ('failed' in invoked) {
    const toDo = `If the vendor or this release is new: npx cdk deploy ${STACKS.notifier}. Otherwise see the log of poll.`;
    return { checks: [fail(name, `the deployed poll failed: ${invoked.failed}`, toDo)] };
  }
  const read = vendorCheck.safeParse(invoked.answer);
  if (!read.success) {
    const toDo = `Deploy this release: npx cdk deploy ${STACKS.notifier}`;
    return {
      checks: [fail(name, 'the deployed poll is of another release: its answer cannot be read', toDo)],
    };
  }
  const answer = read.data;
  const check =
    answer.result === 'ok'
      ? judgeSight(name, answer, vendor, blindMs(settings))
      : judgeFailure(name, answer, vendor, egressIp);
  return {
    checks: [check, ...nameHeldCalls(vendor, answer), ...describeWrongTotals(vendor, answer)],
    answer,
  };
};

const HELD: Record<string, string> = {
  secondary: 'All calls but the two lists of the recent week',
  'look-up': 'Look-ups of single inquiries',
  older: 'Lists of older windows',
  answer: 'Lists of ended inquiries',
  act: 'Acts, and all calls but the two lists of the recent week',
};

const nameHeldCalls = ({ market, id }: VendorConfig, { held = [] }: CoupangAnswer): Check[] =>
  held
    .filter(({ calls }) => calls !== 'primary')
    .map(({ calls, until, code, problem }) =>
      warn(
        `calls ${market} ${id}`,
        `${HELD[calls] ?? calls} rest until ${formatInstant(until, MARKET_ZONES[market])}: ${code}, ${problem.split('. ')[0]}`,
        'The recent week is read on, and these calls are tried again by themselves. If the stop comes back for hours, see the log of poll (RUNBOOK.md, No complete reading).',
      ),
    );

const describeWrongTotals = ({ market, id }: VendorConfig, { wrongTotals = {} }: CoupangAnswer): Check[] => {
  const [first, ...others] = Object.entries(wrongTotals);
  if (!first) return [];
  const [list, shortBy] = first;
  const [firstDate, status] = list.split('/');
  const more = others.length > 0 ? `, and in ${others.length} more lists` : '';
  return [
    warn(
      `totals ${market} ${id}`,
      `Coupang counts ${shortBy} more inquiries than it lists under ${status} from ${firstDate}${more}; ` +
        'after three such readings in a row the list counts, and not the total',
      'Nothing is lost: every listed inquiry is shown, and each ticket that left the lists is looked up before it closes. ' +
        "Compare with WING, and write to Coupang's support: the list API v5 gives a totalElements above the rows of all its pages.",
    ),
  ];
};

const judgeSight = (
  name: string,
  { until, recentCompleteAt, checkedAt }: CoupangAnswer,
  { live, market }: VendorConfig,
  longestMs: number,
): Check => {
  const says =
    until === undefined
      ? 'accepts this key'
      : `was not asked, since calls rest until ${formatInstant(until, MARKET_ZONES[market])}`;
  if (!live) return ok(name, 'accepts this key; the vendor is not live');
  const seconds =
    recentCompleteAt === undefined
      ? undefined
      : Math.max(0, Math.round((checkedAt - recentCompleteAt) / 1000));
  if (seconds !== undefined && seconds * 1000 <= longestMs)
    return ok(name, `${says}; the last complete reading was ${seconds} s ago`);
  if (seconds !== undefined)
    return fail(
      name,
      `${says}, but the last complete reading was ${Math.round(seconds / 60)} min ago`,
      'See the schedule and the log of poll (RUNBOOK.md, No complete reading). If the vendor just went live again: wait two minutes.',
    );
  return warn(
    name,
    `${says}, but there was no complete reading yet`,
    'After a first deploy wait two minutes. Else see the schedule and the log of poll.',
  );
};

export const judgeFailure = (
  name: string,
  answer: CoupangAnswer,
  vendor: VendorConfig,
  egressIp: string | undefined,
): Check => {
  const { result, problem, until } = answer;
  const { isPlanned, toDo } = adviseOnCoupang(answer, vendor, egressIp);
  const questions =
    until === undefined
      ? ''
      : ` (Coupang was not asked: calls are paused until ${formatInstant(until, MARKET_ZONES[vendor.market])})`;
  // Leaves out the program's own advice, since `toDo` is more precise.
  const what = `${result}${problem === undefined ? '' : `: ${problem.split('. ')[0]}`}${questions}`;
  return isPlanned ? warn(name, what, toDo) : fail(name, what, toDo);
};

/** The deployed poll's answer to `{check}`. Unknown words of a later release are shown as they are. */
export const vendorCheck = z.object({
  result: z.string(),
  problem: z.optional(z.string()),
  ip: z.optional(z.string()),
  until: z.optional(z.number()),
  keyStoredAt: z.optional(z.number()),
  recentCompleteAt: z.optional(z.number()),
  held: z.optional(
    z.array(z.object({ calls: z.string(), until: z.number(), code: z.string(), problem: z.string() })),
  ),
  wrongTotals: z.optional(z.record(z.string(), z.number())),
  clockDiffersByMs: z.optional(z.number()),
  checkedAt: z.number(),
});

export type CoupangAnswer = z.infer<typeof vendorCheck>;

/** `isPlanned`: nothing is broken; a person's next step or time is needed. */
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
    `The line on the key's secret shows whether the key is stored. If that line is ok, poll may not read the secret. If kmsKeyArn was changed, store the key again: ${store}`,
  'wrong-market': () => "Check the vendor's market in the configuration: the key belongs to another market.",
  'wrong-path': () => 'Check the vendor id: the key belongs to another vendor.',
  'vendor-inactive': () => "Check the vendor's state in WING: it is withdrawn, not activated or locked.",
  'blocked-at-edge': () =>
    'Run the doctor again when that time is over. If the block comes back, ask Coupang to unblock the address.',
  throttled: () => 'See what else uses this key, such as an ERP: all programs share five calls a second.',
  clock: () =>
    'Run the doctor again. If it says the same, the clocks of Lambda and Coupang differ: report it to AWS and Coupang.',
  'bad-request': () => 'Check the vendor id. If it is right, report a defect of this program.',
  'coupang-down': () =>
    "Does WING open in a browser? Then poll's way to the internet is broken: the NAT instance or gateway, its routes, or egress 'none'.",
  protocol: () => WAIT,
  contradicted: () =>
    "Coupang's lists omit inquiries that Coupang still shows one by one. If this lasts, report it to Coupang.",
  'format-changed': () =>
    'Coupang changed the format of its rows: update this program, or report a defect. Until then look in WING.',
  'filter-ignored': () =>
    'Coupang ignores the status that a list is asked for. If this lasts, report it to Coupang.',
  incomplete: () => WAIT,
  'not-polling': () => WAIT,
};

/** Before a vendor is live, these are expected. For a live vendor they mean blindness. */
const WAITS: readonly string[] = ['key-just-issued', 'not-set-up'] satisfies CheckResult[];

const adviseOnCoupang = (
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
