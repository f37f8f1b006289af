import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import * as z from 'zod/mini';

const contextOf = (text: string) =>
  z.object({ context: z.record(z.string(), z.unknown()) }).parse(JSON.parse(text)).context;

test('cdk.json sets the feature flags that this aws-cdk-lib recommends, except the one that needs a custom resource', () => {
  const recommended: unknown = createRequire(import.meta.url)('aws-cdk-lib/recommended-feature-flags.json');
  expect(contextOf(readFileSync('cdk.json', 'utf8'))).toEqual({
    ...z.record(z.string(), z.unknown()).parse(recommended),
    '@aws-cdk/aws-ec2:restrictDefaultSecurityGroup': false,
  });
});
