import * as z from 'zod/mini';
import { defined } from '../../lib/domain/defined.ts';
import { OUTPUTS, STACKS } from '../../lib/config/names.ts';
import type { VendorConfig } from '../../lib/config/schema.ts';
import { judgeFailure, vendorCheck } from './check-coupang.ts';
import { type Check, fail, lookAt, printChecks } from './check.ts';
import { type Examination, examineStacks } from './examine.ts';
import { invokePoll } from './invoke-poll.ts';
import { ASSUMPTIONS } from '../../lib/domain/assumptions/assumptions.ts';

/** The deployed poll's answer to `{learn}`. An assumption of a later release is shown by its name. */
const learntAnswer = z.extend(vendorCheck, {
  evidence: z.array(z.object({ name: z.string(), for: z.number(), against: z.number() })),
  windows: z.number(),
  pages: z.number(),
  inquiries: z.number(),
  stopped: z.optional(z.string()),
});
export type LearntAnswer = z.infer<typeof learntAnswer>;

/** `learnt`: absent if nothing could be read. `checks`: failures and warnings. */
export type Learning = { checks: Check[]; learnt?: LearntAnswer };

const DEPLOY = `npx cdk deploy ${STACKS.notifier}`;

/**
 * Lets the deployed poll compare a vendor's last weeks with our assumptions (I9).
 * @throws ConfigError if AWS refuses every request
 */
export const learnFrom = async (
  vendor: VendorConfig,
  examination: Pick<Examination, 'config' | 'clients'>,
): Promise<Learning> => {
  const { market, id, live } = vendor;
  const name = `learning ${market} ${id}`;
  if (!live) {
    const toDo = `Set live: true in the configuration, then: ${DEPLOY}`;
    return { checks: [fail(name, 'the vendor has live: false, so its inquiries are not read', toDo)] };
  }
  const { checks: all, notifier, egressIp } = await examineStacks(examination);
  const checks = all.filter(({ state }) => state !== 'ok');
  if (!notifier) return { checks };
  const pollFunction = notifier.outputs[OUTPUTS.pollFunction];
  if (pollFunction === undefined) {
    checks.push(fail(name, 'the stack does not name its poll function', `Deploy this release: ${DEPLOY}`));
    return { checks };
  }
  let learnt: LearntAnswer | undefined;
  const found = await lookAt(name, async () => {
    const invoked = await invokePoll(examination.clients.lambda, pollFunction, { learn: id, market });
    if ('failed' in invoked) {
      const toDo = `If the vendor or this release is new: ${DEPLOY}. Otherwise see the log of poll.`;
      return [fail(name, `the deployed poll failed: ${invoked.failed}`, toDo)];
    }
    const read = learntAnswer.safeParse(invoked.answer);
    if (!read.success)
      return [
        fail(
          name,
          'the deployed poll is of another release: its answer cannot be read',
          `Deploy this one: ${DEPLOY}`,
        ),
      ];
    if (read.data.pages > 0) learnt = read.data;
    return read.data.result === 'ok' ? [] : [judgeFailure(name, read.data, vendor, egressIp)];
  });
  return { checks: [...checks, ...found], ...defined({ learnt }) };
};

export const printLearning = ({ checks, learnt }: Learning): string =>
  [...(learnt ? [printLearnt(learnt)] : []), ...(checks.length > 0 ? [printChecks(checks)] : [])].join(
    '\n\n',
  );

const STOPPED = new Map([
  ['pages', 'It ended early, at the limit of pages for one run: older lists were not read.'],
  ['time', "It ended early, because poll's time was up: raise pollTimeoutSeconds if this happens often."],
  ['coupang', 'It ended early, because Coupang failed: see below.'],
]);

const printLearnt = ({ evidence, windows, pages, inquiries, stopped }: LearntAnswer): string => {
  const rows = evidence.flatMap(({ name, for: speaksFor, against }) => {
    const known = ASSUMPTIONS.find((assumption) => assumption.name === name);
    const line = `${String(speaksFor).padStart(5)}  ${String(against).padStart(7)}  ${known?.assumed ?? name}`;
    return against === 0 || known === undefined ? [line] : [line, `${' '.repeat(16)}-> ${known.ifWrong}`];
  });
  const against = evidence.filter((counts) => counts.against > 0).length;
  const without = evidence.filter((counts) => counts.for + counts.against === 0).length;
  return [
    `Read: ${inquiries} inquiries on ${pages} pages of ${windows} windows. No words of buyers or agents left the function.`,
    ...(stopped === undefined ? [] : [STOPPED.get(stopped) ?? `It ended early: ${stopped}.`]),
    '',
    '  for  against  what we assume',
    ...rows,
    '',
    `${evidence.length} assumptions: ${against} with cases against, ${without} without any case.`,
  ].join('\n');
};
