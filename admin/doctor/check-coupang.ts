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

/** `egressIp`: the stack's address, if it has one. */
export type DeployedPoll = { pollFunction: string; egressIp: string | undefined };

/** Whether Coupang accepts a vendor's key. The deployed poll makes the one call, since only its IP counts. */
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

/** Calls that the stop of the primary calls does not name. */
const HELD: Record<string, string> = {
  secondary: 'All calls but the two lists of the recent week',
  'look-up': 'Look-ups of single inquiries',
  older: 'Lists of older windows',
  answer: 'Lists of ended inquiries',
  act: 'Acts, and all calls but the two lists of the recent week',
};

/** A line for each stop that leaves the recent week alone (R5). */
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

/** One line for all lists of a vendor, since they have the same problem. */
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
  // The event alone, without the program's own advice: `toDo` is more precise.
  const what = `${result}${problem === undefined ? '' : `: ${problem.split('. ')[0]}`}${questions}`;
  return isPlanned ? warn(name, what, toDo) : fail(name, what, toDo);
};
