import { readFileSync, writeFileSync } from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import * as z from 'zod/mini';

/**
 * An app whose one stack is a kept template, with functions that do nothing:
 * `cdk deploy --app 'node release-stack.ts <stack> <template> <folder of the code>'`.
 */
const [, , stackName = '', templateFile = '', path = ''] = process.argv;
const template = z.object({
  Resources: z.record(z.string(), z.looseObject({ Type: z.string(), Properties: z.looseObject({}) })),
  Outputs: z.unknown(),
});
const app = new App();
const stack = new Stack(app, stackName, { env: { account: '123456789012', region: 'ap-northeast-2' } });
const { s3BucketName, s3ObjectKey } = new Asset(stack, 'Code', { path });
const code: unknown = stack.resolve({ S3Bucket: s3BucketName, S3Key: s3ObjectKey });
const { templateFullPath } = app.synth().getStackArtifact(stack.artifactId);
const kept = template.parse(JSON.parse(readFileSync(templateFile, 'utf8')));
for (const { Type, Properties } of Object.values(kept.Resources))
  if (Type === 'AWS::Lambda::Function') Properties['Code'] = code;
writeFileSync(templateFullPath, JSON.stringify(kept));
