import * as z from 'zod/mini';
import { defined } from '../../lib/domain/defined.ts';
import { OUTPUTS, STACKS } from '../../lib/config/names.ts';
import type { VendorConfig } from '../../lib/config/schema.ts';
import { judgeFailure } from './check-coupang.ts';
import { type Check, fail, lookAt } from './check.ts';
import { type Examination, examineStacks } from './examine.ts';
import { invokePoll } from './invoke-poll.ts';
import { vendorCheck } from './coupang-answer.ts';

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
 * Lets the deployed poll read a vendor's last weeks, and returns what they say about our assumptions (I9).
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
