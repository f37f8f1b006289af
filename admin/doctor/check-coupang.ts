import type { LambdaClient } from '@aws-sdk/client-lambda';
import { blindMs } from '../../lib/config/reading-intervals.ts';
import { defined } from '../../lib/domain/defined.ts';
import { MARKET_ZONES } from '../../lib/config/market.ts';
import { STACKS } from '../../lib/config/names.ts';
import type { Config, VendorConfig } from '../../lib/config/schema.ts';
import { type Check, fail, ok, warn, formatInstant, type Words } from './check.ts';
import { invokePoll } from './invoke-poll.ts';
import { type AboutKey, enDoctorCoupang } from '../wording/en/doctor-coupang.ts';
import * as z from 'zod/mini';
import { DAY_MS } from '../../lib/domain/time/durations.ts';
import type { CheckResult } from '../../lib/workflows/intake/check-vendor.ts';

const DEPLOY = `npx cdk deploy ${STACKS.notifier}`;

export type DeployedPoll = { pollFunction: string; egressIp: string | undefined };

/** Asks the deployed poll whether Coupang accepts a vendor's key, since only its IP counts. */
export const checkCoupang = async (
  client: LambdaClient,
  { pollFunction, egressIp }: DeployedPoll,
  vendor: VendorConfig,
  { settings, words }: Pick<Config, 'settings'> & { words: Words },
): Promise<{ checks: Check[]; answer?: CoupangAnswer }> => {
  const { market, id } = vendor;
  const { doctor } = words;
  const name = doctor.coupang.name(`${market} ${id}`);
  const invoked = await invokePoll(client, pollFunction, { check: id, market });
  if ('failed' in invoked) {
    return { checks: [fail(name, doctor.pollFailed(invoked.failed), doctor.ifNew(DEPLOY))] };
  }
  const read = vendorCheck.safeParse(invoked.answer);
  if (!read.success) return { checks: [fail(name, doctor.pollIsOther, doctor.deployRelease(DEPLOY))] };
  const answer = read.data;
  const check =
    answer.result === 'ok'
      ? judgeSight(name, answer, { vendor, longestMs: blindMs(settings) }, words)
      : judgeFailure(name, answer, { vendor, egressIp }, words);
  return {
    checks: [
      check,
      ...checkSources(vendor, answer, egressIp, words),
      ...nameHeldCalls(vendor, answer, words),
      ...describeWrongTotals(vendor, answer, words),
    ],
    answer,
  };
};

/** Whether each source beside the hand-overs can be read with the vendor's key. */
export const checkSources = (
  { market, id, live }: VendorConfig,
  { sources = [], ...answer }: CoupangAnswer,
  egressIp: string | undefined,
  { doctor: { coupang } }: Words,
): Check[] =>
  sources.map(({ source, result, problem, until, ip }) => {
    const words = coupang.sources[source];
    const name = `${words?.name ?? source} ${market} ${id}`;
    if (result === 'ok') return ok(name, coupang.sourceRead);
    const about = describeKey(
      { ...answer, ...defined({ ip }) },
      `npm run secrets -- ${id} --market ${market}`,
      egressIp,
    );
    const refused = REFUSALS.includes(result) ? words?.refused : undefined;
    const advice = isKnown(result) ? coupang.advice[result](about) : undefined;
    const toDo = refused ?? advice ?? problem ?? coupang.wait;
    const isUntil = until === undefined ? undefined : formatInstant(until, MARKET_ZONES[market]);
    const what = coupang.failed(result, problem?.split('. ')[0], isUntil);
    return live ? fail(name, what, toDo) : warn(name, what, toDo);
  });

/** Coupang accepts the key for the hand-overs, so these concern its right to this source. */
const REFUSALS: readonly string[] = [
  'credentials',
  'wrong-market',
  'wrong-path',
  'bad-request',
  'vendor-inactive',
] satisfies CheckResult[];

const nameHeldCalls = (
  { market, id }: VendorConfig,
  { held = [] }: CoupangAnswer,
  { doctor: { coupang } }: Words,
): Check[] =>
  held.map(({ calls, until, code, problem }) =>
    warn(
      coupang.calls(`${market} ${id}`),
      coupang.heldUntil(
        nameCalls(calls, coupang.held),
        formatInstant(until, MARKET_ZONES[market]),
        `${code}, ${problem.split('. ')[0]}`,
      ),
      coupang.heldToDo,
    ),
  );

/** As poll names them: a list, `act`, or `look-up/<source>` and the like. */
const nameCalls = (calls: string, held: Words['doctor']['coupang']['held']): string => {
  const [kind = '', source] = calls.split('/');
  const known = Object.entries(held).find(([name]) => name === kind)?.[1];
  return known === undefined ? `${held.list} ${calls}` : joinName(known, source);
};

const joinName = (name: string, source: string | undefined): string =>
  source === undefined ? name : `${name} (${source})`;

const describeWrongTotals = (
  { market, id }: VendorConfig,
  { wrongTotals = {} }: CoupangAnswer,
  { doctor: { coupang } }: Words,
): Check[] => {
  const [first, ...others] = Object.entries(wrongTotals);
  if (!first) return [];
  const [list, shortBy] = first;
  const [firstDate, status] = list.split('/');
  return [
    warn(
      coupang.totals(`${market} ${id}`),
      coupang.wrongTotals(shortBy, status, firstDate, others.length),
      coupang.wrongTotalsToDo,
    ),
  ];
};

const judgeSight = (
  name: string,
  { recentCompleteAt, checkedAt }: CoupangAnswer,
  { vendor: { live }, longestMs }: { vendor: VendorConfig; longestMs: number },
  { doctor: { coupang } }: Words,
): Check => {
  if (!live) return ok(name, coupang.notLive);
  const seconds =
    recentCompleteAt === undefined
      ? undefined
      : Math.max(0, Math.round((checkedAt - recentCompleteAt) / 1000));
  if (seconds === undefined) return warn(name, coupang.noReading, coupang.waitAfterDeploy);
  return seconds * 1000 <= longestMs
    ? ok(name, coupang.lastReading(seconds))
    : fail(name, coupang.oldReading(Math.round(seconds / 60)), coupang.seeSchedule);
};

export const judgeFailure = (
  name: string,
  answer: CoupangAnswer,
  about: { vendor: VendorConfig; egressIp: string | undefined },
  { doctor: { coupang } }: Words,
): Check => {
  const { result, problem, until } = answer;
  const { id, market, live } = about.vendor;
  const toDo = isKnown(result)
    ? coupang.advice[result](
        describeKey(answer, `npm run secrets -- ${id} --market ${market}`, about.egressIp),
      )
    : (problem ?? coupang.wait);
  // Leaves out the program's own advice, since `toDo` is more precise.
  const what = coupang.failed(
    result,
    problem?.split('. ')[0],
    until === undefined ? undefined : formatInstant(until, MARKET_ZONES[market]),
  );
  return !live && WAITS.includes(result) ? warn(name, what, toDo) : fail(name, what, toDo);
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
  sources: z.optional(
    z.array(
      z.object({
        source: z.string(),
        result: z.string(),
        problem: z.optional(z.string()),
        ip: z.optional(z.string()),
        until: z.optional(z.number()),
      }),
    ),
  ),
  wrongTotals: z.optional(z.record(z.string(), z.number())),
  clockDiffersByMs: z.optional(z.number()),
  checkedAt: z.number(),
});

export type CoupangAnswer = z.infer<typeof vendorCheck>;

/** Before a vendor is live, these are expected: a person's next step or time is needed. For a live vendor they mean blindness. */
const WAITS: readonly string[] = ['key-just-issued', 'not-set-up'] satisfies CheckResult[];

const describeKey = (
  { ip, keyStoredAt, checkedAt }: CoupangAnswer,
  store: string,
  egressIp: string | undefined,
): AboutKey => ({
  store,
  address: ip ?? egressIp,
  otherAddress: ip === egressIp || ip === undefined ? undefined : egressIp,
  isYoung: keyStoredAt !== undefined && checkedAt - keyStoredAt < DAY_MS,
});

type KnownFailure = Exclude<CheckResult, 'ok'>;
const isKnown = (result: string): result is KnownFailure => Object.hasOwn(enDoctorCoupang.advice, result);
