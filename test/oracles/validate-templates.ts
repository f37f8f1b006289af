import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { ConfigInput } from '../../lib/config/schema.ts';
import { configFixture } from '../infra/config-fixture.ts';
import { type SynthesisedApp, synthesise, templateOf } from '../infra/synthesise.ts';

// CDK's own validator judges the templates of every mode in every region that the documents name. Prints one line for the
// summary of .ci/run. A template that the validator refuses ends the run with the validator's report.

/** The regions that the documents name. ap-east-2 has no Lambda function URLs, so acting is off there. */
const REGIONS = ['ap-northeast-1', 'ap-northeast-2', 'ap-east-2'];
const WITHOUT_ACTING = 'ap-east-2';
const ACCOUNT = '123456789012';

const BASES: Record<string, Partial<ConfigInput>> = {
  'nat-instance': { egress: 'nat-instance' },
  'nat-gateway': { egress: 'nat-gateway' },
  'existing-subnets': {
    egress: 'existing-subnets',
    existingSubnets: { vpcId: 'vpc-0123abcd', subnetIds: ['subnet-0123abcd', 'subnet-4567abcd'] },
  },
  none: { egress: 'none' },
};

/** Each adds resources or properties to a base. */
const additions = (region: string): Record<string, Partial<ConfigInput>> => ({
  'nothing more': {},
  acting: { acting: 'on', slackActionsConcurrency: 20 },
  webhooks: {
    webhooks: [
      { name: 'erp', as: 'json' },
      { name: 'teams', as: 'teams', events: ['opened', 'overdue'] },
      { name: 'jandi', as: 'text', key: 'body' },
    ],
  },
  'what a team has already': {
    existingTable: 'earlier',
    kmsKeyArn: `arn:aws:kms:${region}:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
  },
  'prefix, pager and heartbeat': {
    namePrefix: 'staging',
    pagerUrl: 'https://pager.example.com/made-up',
    heartbeatUrl: 'https://heartbeat.example.com/made-up',
    runbookUrl: 'https://runbook.example.com/RUNBOOK.md',
    logDays: 365,
  },
});

const resourcesOf = ({ egress, nested, ...notifier }: SynthesisedApp): number =>
  [notifier, ...nested, ...(egress ? [egress] : [])].reduce(
    (sum, stack) => sum + Object.keys(templateOf(stack).Resources).length,
    0,
  );

const findsPlantedFault = (): boolean => {
  try {
    synthesise(configFixture(), {
      change: (notifier) => {
        const made = notifier.node.findAll().find((node) => node instanceof CfnFunction);
        made?.addPropertyOverride('MemorySize', 'as much as it needs');
      },
    });
    return false;
  } catch (error) {
    return error instanceof Error && error.message.includes('MemorySize');
  }
};

// The report is then part of the thrown error. Source: aws-cdk-lib, synthesis-validation.
process.env['CDK_APP_MODE'] = 'inmemory';
// `synthesise` turns the validator off for the tests.
process.env['CDK_VALIDATION'] = 'true';

if (!findsPlantedFault())
  throw new Error('The validator did not report the planted fault, a MemorySize of words.');

let [modes, resources] = [0, 0];
for (const region of REGIONS)
  for (const [base, egress] of Object.entries(BASES))
    for (const [addition, changes] of Object.entries(additions(region))) {
      if (region === WITHOUT_ACTING && changes.acting === 'on') continue;
      const live = addition !== 'nothing more';
      try {
        resources += resourcesOf(synthesise(configFixture({}, live, { region, ...egress, ...changes })));
      } catch (cause) {
        throw new Error(`${region}, ${base}, ${addition}`, { cause });
      }
      modes += 1;
    }
console.log(
  `CDK's validator: ${modes} modes in ${REGIONS.length} regions, ${resources} resources, one planted fault found`,
);
