import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { LONGEST_POLICY, readPolicy } from '../../fixtures/read-policy.ts';
import { cliActionsIn, resourcesIn } from './aws-rights.ts';
import { AT_NIGHT, atNight, chapters, headingOf, ON_CALL, OPERATOR, planned } from './documented-rights.ts';
import { listFiles } from './list-files.ts';

describe('the AWS actions of a command', () => {
  test('are known for every command of the AWS CLI in the documents and the code (O5)', () => {
    expect(() => cliActionsIn('aws s3 rb')).toThrow('aws s3 rb');
    expect(() => cliActionsIn('aws --region ap-northeast-2 --profile=cs s3 rb')).toThrow('aws s3 rb');
    expect(cliActionsIn('then `aws ec2 wait nat-gateway-deleted` ends')).toEqual(['ec2:DescribeNatGateways']);
    expect(chapters.map(headingOf)).toEqual(expect.arrayContaining(AT_NIGHT));
    expect(new Set([...cliActionsIn(atNight), ...cliActionsIn(planned)]).size).toBeGreaterThan(30);
  });
});

/** A place on AWS's pages instead of a command, in the languages of the commands. */
const SERVICE = '(?:CloudWatch|DynamoDB|EC2|EventBridge|IAM|Lambda|SNS|VPC)';
const PLACE_ON_A_PAGE = new RegExp(
  [
    String.raw`\bconsole\b(?!\.aws)|콘솔|主控台|Service Quotas|Request confirmation|stack's events`,
    String.raw`\b(?:in|under|[Ss]ee) (?:the )?${SERVICE}\b`,
    String.raw`${SERVICE}[\w ]*(?:의|에서)`,
    `[在到從] ?${SERVICE}`,
  ].join('|'),
  'g',
);
const placesIn = (text: string): string[] => text.replaceAll(/\s+/g, ' ').match(PLACE_ON_A_PAGE) ?? [];

describe('a remedy', () => {
  test.each([
    'Disabled: enable it in the console.',
    'Enable it in EventBridge, Rules.',
    'See "History" of the alarm in\nCloudWatch',
    'Request more in Service Quotas (Lambda, Concurrent executions)',
    'delete the subscription in SNS',
    'EventBridge의 Rules에서 켜세요.',
    'EventBridge Scheduler에서 켜세요.',
    'DynamoDB 콘솔을 확인하고 다시 시도하세요.',
    '在 SNS 主控台按',
    '請在 EventBridge 啟用',
  ])('that is no command is found: %s', (text) => {
    expect(placesIn(text)).not.toEqual([]);
  });

  test.each([
    'RUNBOOK.md',
    'docs/doctor.md',
    ...listFiles('admin/wording').filter((file) => file.endsWith('.ts')),
  ])('of %s is a command, whose right a policy has (O5)', (file) => {
    expect(placesIn(readFileSync(file, 'utf8'))).toEqual([]);
  });
});

describe.each([
  ['docs/operator-policy.json', undefined, OPERATOR],
  ['docs/operator-policy.json', 'staging-a1', OPERATOR],
  ['docs/on-call-policy.json', undefined, ON_CALL],
  ['docs/on-call-policy.json', 'staging-a1', ON_CALL],
])('%s, with the prefix %s', (file, prefix, needed) => {
  const policy = readPolicy(file, prefix);
  const { resourcesOf, context } = resourcesIn(prefix);

  test.each(needed)('allows %s on the resources that it needs (O5)', (action) => {
    const resources = resourcesOf(action);
    expect(resources).not.toEqual([]);
    expect(resources.filter((arn) => !policy.allows(action, arn, context))).toEqual([]);
  });

  test('allows nothing else, and nothing of other programs (O5)', () => {
    expect([...new Set(policy.actions)].sort()).toEqual(needed);
    // These are the same for all programs.
    const shared = /:role\/cdk-|event-bus\/default|CDKToolkit|document\/SSM-|:lambda\/L-|:session\/|^\*$/;
    for (const action of needed)
      for (const arn of resourcesOf(action).filter((resource) => !shared.test(resource))) {
        const other = arn.replaceAll(/(staging-a1-)?(Notifier|coupang-inquiry-notifier)/g, 'Other');
        const theirs = { Name: 'Other NAT', 'aws:cloudformation:stack-name': 'Other' };
        expect([action, other, policy.allows(action, other, theirs)]).toEqual([action, other, false]);
      }
  });

  test('fits into one managed policy', () => {
    expect(policy.length).toBeLessThan(LONGEST_POLICY);
  });
});
