/* oxlint-disable typescript/no-unsafe-call, typescript/no-unsafe-member-access, typescript/no-unsafe-assignment, typescript/no-unsafe-argument -- The simulator is no part of the project, so its types are unknown here. */
// A process of its own around @cloud-copilot/iam-simulate, which is not part of this project: AGPL-3.0. The first argument is the folder
// where it is installed. Reads requests as JSON from stdin, and prints the simulator's answer for each.
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { json } from 'node:stream/consumers';

const installed = createRequire(join(resolve(process.argv[2]), 'package.json'));
const { runSimulation } = installed('@cloud-copilot/iam-simulate');

const answers = [];
for (const { action, resource, context, policies } of await json(process.stdin)) {
  const result = await runSimulation(
    {
      request: {
        principal: 'arn:aws:sts::123456789012:assumed-role/made-up/made-up',
        action,
        resource: { resource, accountId: '123456789012' },
        contextVariables: context,
      },
      identityPolicies: policies.map((policy, index) => ({ name: `policy-${index}`, policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  answers.push(
    result.resultType === 'error' ? `Error: ${JSON.stringify(result.errors)}` : result.overallResult,
  );
}
console.log(JSON.stringify(answers));
