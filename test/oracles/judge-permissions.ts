import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { parseJson } from '../../lib/domain/parse-json.ts';
import { toRegExp } from '../fixtures/read-policy.ts';
import { EXPLAINED } from './permissions/explained.ts';

// Judges what deployed functions asked of AWS (RECORD_CALLS of the deploy suite) against their roles, by an independent simulator of IAM.
// RECORD_CALLS: the folder of the recordings. IAM_SIMULATOR: the folder where @cloud-copilot/iam-simulate is installed.
// Prints one line for the summary of .ci/run. Exit code 1: a call is refused, or a permission is neither used nor explained.

const oneOrMore = z.pipe(
  z.union([z.string(), z.array(z.string())]),
  z.transform((value) => [value].flat()),
);
const policyJson = z.object({
  Statement: z.array(z.object({ Effect: z.enum(['Allow', 'Deny']), Action: oneOrMore, Resource: oneOrMore })),
});
const recordingJson = z.object({
  calls: z.array(
    z.object({
      functionName: z.string(),
      role: z.string(),
      action: z.string(),
      resource: z.string(),
      context: z.record(z.string(), z.string()),
    }),
  ),
  roles: z.record(z.string(), z.object({ functionName: z.string(), policies: z.array(z.unknown()) })),
  unknown: z.array(z.string()),
});
type Recording = z.infer<typeof recordingJson>;
type Call = Recording['calls'][number];
type Judged = Call & { policies: unknown[] };

const { RECORD_CALLS: recordings = '', IAM_SIMULATOR: simulator = '' } = process.env;
const read = readdirSync(recordings).map((file) =>
  recordingJson.parse(parseJson(readFileSync(join(recordings, file), 'utf8'))),
);

/** The answer of the simulator for each call: `Allowed`, a kind of denial, or an error. */
const simulate = (calls: readonly Judged[]): string[] => {
  const script = join(import.meta.dirname, 'permissions/simulate.mjs');
  const text = execFileSync(process.execPath, [script, simulator], {
    input: JSON.stringify(calls),
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  return z.array(z.string()).parse(parseJson(text));
};

/** `Poll` of `Notifier-PollFunctionB53CB115-BZ192VQUTVX3`. */
const shortName = (functionName: string): string =>
  /Notifier-(\w+?)Function[\dA-F]{8}/.exec(functionName)?.[1] ?? functionName;
/** A resource without its account, its prefix and the parts of its name that CloudFormation makes. */
const kindOf = (resource: string): string =>
  resource
    .replace(/^arn:aws:(\w+):[^:]*:\d*:/, '$1:')
    .replace('secret:staging-', 'secret:')
    .replaceAll(/[\w-]*[\dA-F]{8}(-[A-Z\d]{12})?|Notifier-restored/g, '…');

/** Each permission that no call of its function used in any recording, as one line. */
const findUnused = (from: readonly Recording[]): string[] => {
  const isUsed = new Map<string, boolean>();
  for (const { calls, roles } of from)
    for (const { functionName, policies } of Object.values(roles)) {
      const own = calls.filter((call) => call.functionName === functionName);
      for (const { Effect, Action, Resource } of policies.flatMap(
        (policy) => policyJson.parse(policy).Statement,
      ))
        for (const action of Effect === 'Allow' ? Action : [])
          for (const resource of Resource) {
            const line = `${shortName(functionName)}: ${action} on ${kindOf(resource)}`;
            const used = own.some(
              (call) => toRegExp(action).test(call.action) && toRegExp(resource).test(call.resource),
            );
            isUsed.set(line, used || (isUsed.get(line) ?? false));
          }
    }
  return [...isUsed].flatMap(([line, used]) => (used ? [] : [line]));
};

const distinct = new Map<string, Judged>();
for (const { calls, roles } of read)
  for (const call of calls)
    distinct.set(JSON.stringify(call), { ...call, policies: roles[call.role]?.policies ?? [] });
const judged = [...distinct.values()];
const planted = judged.find(({ action }) => action === 'dynamodb:UpdateItem');
if (planted === undefined) throw new Error(`${recordings} has no call that updates an item.`);

/** The same call by a role that lacks its permission. */
const withoutPermission = {
  ...planted,
  policies: planted.policies.map((policy): unknown =>
    parseJson(JSON.stringify(policy).replaceAll(planted.action, 'dynamodb:DescribeTable')),
  ),
};
const answers = simulate([...judged, withoutPermission]);
const faults = [
  ...read.flatMap(({ unknown }) => unknown),
  ...judged.flatMap(({ functionName, action, resource }, index) =>
    answers[index] === 'Allowed'
      ? []
      : [`${shortName(functionName)}: ${action} on ${resource}: ${answers[index]}`],
  ),
];

const unused = findUnused(read);
const explained = EXPLAINED.map(({ permissions }) => unused.filter((line) => permissions.test(line)));
const unexplained = unused.filter((line) => !explained.some((lines) => lines.includes(line)));
faults.push(
  ...unexplained.map(
    (line) => `${line}: no call used it, and test/oracles/permissions/explained.ts gives no reason`,
  ),
  ...EXPLAINED.filter((_, index) => explained[index]?.length === 0).map(
    ({ permissions }) => `${permissions}: explains no unused permission`,
  ),
);

/** All roles may also delete items. */
const widened = read.map((recording) => ({
  ...recording,
  roles: Object.fromEntries(
    Object.entries(recording.roles).map(([role, { functionName, policies }]) => {
      const more = { Statement: [{ Effect: 'Allow', Action: 'dynamodb:DeleteItem', Resource: '*' }] };
      return [role, { functionName, policies: [...policies, more] }];
    }),
  ),
}));
if (answers.at(-1) === 'Allowed')
  faults.push('The simulator allowed the planted call without its permission.');
if (findUnused(widened).length === unused.length)
  faults.push('The planted permission to delete items was not found.');

if (faults.length > 0) throw new Error(faults.join('\n'));
const functions = new Set(judged.map(({ functionName }) => shortName(functionName)));
console.log(
  `an IAM simulator: ${judged.length} calls of ${functions.size} functions in ${read.length} deployments are allowed, ` +
    `${unused.length} permissions were not used, each with a reason; two planted faults found`,
);
