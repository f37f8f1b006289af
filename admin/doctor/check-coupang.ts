import type { LambdaClient } from '@aws-sdk/client-lambda';
import { blindMs } from '../../lib/config/blind-ms.ts';
import { MARKET_ZONES } from '../../lib/config/market.ts';
import { STACKS } from '../../lib/config/names.ts';
import type { Config, VendorConfig } from '../../lib/config/schema.ts';
import { adviseOnCoupang } from './advise-on-coupang.ts';
import { type Check, fail, ok, warn } from './check.ts';
import { formatInstant } from './format-instant.ts';
import { invokePoll } from './invoke-poll.ts';
import { vendorCheck, type CoupangAnswer } from './coupang-answer.ts';
/**
 * Whether Coupang lets a vendor's key in where the deployed poll runs, for only there the IP is the right one: one call.
 * @param egressIp the stack's address, where it has one
 */
export const checkCoupang = async (
  client: LambdaClient,
  pollFunction: string,
  vendor: VendorConfig,
  { settings }: Config,
  egressIp: string | undefined,
): Promise<{ checks: Check[]; answer?: CoupangAnswer }> => {
  const { market, id } = vendor;
  const name = `Coupang ${market} ${id}`;
  const invoked = await invokePoll(client, pollFunction, { check: id, market });
  if ('failed' in invoked) {
    const toDo = `If the vendor or this release is new: npx cdk deploy ${STACKS.notifier}. Else see the log of poll.`;
    return { checks: [fail(name, `the deployed poll failed: ${invoked.failed}`, toDo)] };
  }
  const read = vendorCheck.safeParse(invoked.answer);
  if (!read.success) {
    const toDo = `Deploy this release: npx cdk deploy ${STACKS.notifier}`;
    return { checks: [fail(name, 'the deployed poll answers in words of another release', toDo)] };
  }
  const answer = read.data;
  const check =
    answer.result === 'ok'
      ? judgeSight(name, answer, vendor, blindMs(settings))
      : judgeFailure(name, answer, vendor, egressIp);
  return { checks: [check, ...tellWrongTotals(vendor, answer)], answer };
};

/** One line for all lists of a vendor: the same thing is wrong with them. */
const tellWrongTotals = ({ market, id }: VendorConfig, { wrongTotals = {} }: CoupangAnswer): Check[] => {
  const [first, ...others] = Object.entries(wrongTotals);
  if (!first) return [];
  const [list, shortBy] = first;
  const [firstDate, status] = list.split('/');
  const more = others.length > 0 ? `, and so in ${others.length} more lists` : '';
  return [
    warn(
      `totals ${market} ${id}`,
      `Coupang tells ${shortBy} more inquiries than it lists under ${status} from ${firstDate}${more}; ` +
        'after three readings in a row the list is believed and not the total',
      'Nothing is lost: what is listed is shown, and each ticket that left the lists is looked up before it closes. ' +
        "Compare with WING, and tell Coupang's support: the list API v5 gives a totalElements above the rows of all its pages.",
    ),
  ];
};

const judgeSight = (
  name: string,
  { recentCompleteAt, checkedAt, clockOffsetMs = 0 }: CoupangAnswer,
  { live }: VendorConfig,
  longestMs: number,
): Check => {
  if (!live) return ok(name, 'lets this key in; the vendor is not live');
  const seconds =
    recentCompleteAt === undefined
      ? undefined
      : Math.max(0, Math.round((checkedAt + clockOffsetMs - recentCompleteAt) / 1000));
  if (seconds !== undefined && seconds * 1000 <= longestMs)
    return ok(name, `lets this key in; last read whole ${seconds} s ago`);
  if (seconds !== undefined)
    return fail(
      name,
      `lets this key in, but was last read whole ${Math.round(seconds / 60)} min ago`,
      'See the schedule and the log of poll (RUNBOOK.md, No complete reading). Where it just went live again: wait two minutes.',
    );
  return warn(
    name,
    'lets this key in, but was last read whole never',
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
  const asked =
    until === undefined
      ? ''
      : ` (Coupang was not asked: it is left alone until ${formatInstant(until, MARKET_ZONES[vendor.market])})`;
  // What happened, without what the program itself advises: `toDo` says it closer.
  const what = `${result}${problem === undefined ? '' : `: ${problem.split('. ')[0]}`}${asked}`;
  return isPlanned ? warn(name, what, toDo) : fail(name, what, toDo);
};
