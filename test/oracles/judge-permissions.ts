import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { parseJson } from '../../lib/domain/parse-json.ts';
import { readPolicyFile, toRegExp } from '../fixtures/read-policy.ts';
import { resourcesIn } from '../unit/repository/aws-rights.ts';
import { ON_CALL, OPERATOR } from '../unit/repository/documented-rights.ts';
import { EXPLAINED } from './permissions/explained.ts';

// An independent simulator of IAM judges the calls to AWS that the deploy suite recorded. A function's role must allow each call of the
// function, and docs/operator-policy.json each call of a team's command. docs/on-call-policy.json must allow the commands of FOR_ON_CALL.
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

/** Each permission of a function as one line, and whether a call used it in any recording. */
const findPermissions = (from: readonly Recording[]): Map<string, boolean> => {
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
  return isUsed;
};
const unusedOf = (permissions: Map<string, boolean>): string[] =>
  [...permissions].flatMap(([line, isUsed]) => (isUsed ? [] : [line]));

/** The commands of the engineer on call. */
const FOR_ON_CALL = /^command-(cdk|doctor|secrets|webhooks)$/;
/** Whether a call bootstraps the account. An administrator does this, so these calls are not judged. */
const isBootstrap = ({ functionName, action, resource }: Call): boolean =>
  functionName === 'command-bootstrap' ||
  (resource.includes(':stack/CDKToolkit/') && action !== 'cloudformation:DescribeStacks');
/** A document's policy, for deployments without a prefix and with that of the deploy suite. */
const documented = (file: string): unknown[] => [readPolicyFile(file), readPolicyFile(file, 'staging')];
/** The sets of policies for a call. Each set must allow the call by itself. */
const policiesFor = (call: Call, roles: Recording['roles']): unknown[][] => {
  const { functionName, role } = call;
  if (isBootstrap(call)) return [];
  if (!functionName.startsWith('command-')) return [roles[role]?.policies ?? []];
  return [
    documented('docs/operator-policy.json'),
    ...(FOR_ON_CALL.test(functionName) ? [documented('docs/on-call-policy.json')] : []),
  ];
};

const distinct = new Map<string, Judged>();
for (const { calls, roles } of read)
  for (const call of calls)
    for (const policies of policiesFor(call, roles))
      distinct.set(JSON.stringify({ ...call, policies }), { ...call, policies });
/** Made up. */
const USER_ID = 'AIDAMADEUP';
/**
 * The user guide of Session Manager restricts this action to a person's own sessions, and the simulator's reference knows no resource
 * for it. Source: "Quickstart end user policies for Session Manager".
 */
const WITHOUT_RESOURCE = 'ssmmessages:OpenDataChannel';
/** Calls for the actions in `OPERATOR` and `ON_CALL`. The deploy suite does not run all commands of the documents. */
const asDocumented = [
  { file: 'docs/operator-policy.json', actions: OPERATOR },
  { file: 'docs/on-call-policy.json', actions: ON_CALL },
].flatMap(({ file, actions }) => {
  const { resourcesOf, context } = resourcesIn();
  const { 'sns:Protocol': protocol, ...tags } = context;
  const tagKeys = Object.entries(tags).flatMap(([tag, value]) =>
    ['aws:ResourceTag', 'ec2:ResourceTag', 'ssm:resourceTag'].map((key): [string, string] => [
      `${key}/${tag}`,
      value,
    ]),
  );
  const conditions = {
    'sns:Protocol': protocol,
    'iam:PassedToService': 'scheduler.amazonaws.com',
    'aws:userid': USER_ID,
    ...Object.fromEntries(tagKeys),
  };
  const judgedActions = actions.filter((action) => action !== WITHOUT_RESOURCE);
  return judgedActions.flatMap((action) =>
    resourcesOf(action).map((resource): Judged => ({
      functionName: file,
      role: '',
      action,
      resource: resource.replace('${aws:userid}', USER_ID),
      context: conditions,
      policies: [readPolicyFile(file)],
    })),
  );
});
const judged = [...distinct.values(), ...asDocumented];
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

const permissions = findPermissions(read);
const unused = unusedOf(permissions);
const explained = EXPLAINED.map(({ permissions: form }) => form);
faults.push(
  ...unused
    .filter((line) => !explained.some((form) => form.test(line)))
    .map((line) => `${line}: no call used it, and test/oracles/permissions/explained.ts gives no reason`),
  ...explained
    .filter((form) => ![...permissions.keys()].some((line) => form.test(line)))
    .map(
      (form) =>
        `${form}: no function has a permission that matches this entry of test/oracles/permissions/explained.ts. Remove the entry.`,
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
if (unusedOf(findPermissions(widened)).length === unused.length)
  faults.push('The planted permission to delete items was not found.');

if (faults.length > 0) throw new Error(faults.join('\n'));
const callers = new Set([...distinct.values()].map(({ functionName }) => shortName(functionName)));
const commands = [...callers].filter((name) => name.startsWith('command-')).length;
console.log(
  `an IAM simulator: ${distinct.size} calls of ${callers.size - commands} functions and ${commands} commands in ${read.length} deployments and ${asDocumented.length} rights of the documents' commands are allowed, ` +
    `${unused.length} permissions were not used, each with a reason; two planted faults found`,
);
