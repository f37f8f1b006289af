import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod/mini';
import { FUNCTION_NAMES } from '../../infra/function-names.ts';
import { NotifierStack } from '../../infra/notifier-stack.ts';
import type { Config } from '../../lib/config/schema.ts';

// The built-in validator belongs to a real synth; it costs two seconds a test file.
process.env['CDK_VALIDATION'] = 'false';

const cdkJson = z.object({ context: z.record(z.string(), z.unknown()) });
const templateJson = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.unknown(), DeletionPolicy: z.optional(z.string()) }),
  ),
});

export type Synthesised = {
  stack: NotifierStack;
  /** The template, with `<hash>` for whatever depends on a bundle's content. */
  json: string;
  /** Every resource of a type, its properties through a schema. Fails where there is none. */
  each: <T extends z.ZodMiniType>(type: string, shape: T) => { id: string; properties: z.output<T> }[];
  count: (type: string) => number;
  deletionPolicies: (type: string) => (string | undefined)[];
};

/** The stack as `cdk synth` makes it, with the flags of cdk.json, but with empty bundles. The account is made up. */
export const synthesise = (config: Config): Synthesised => {
  const dir = mkdtempSync(join(tmpdir(), 'notifier-stack-'));
  try {
    const assetsDir = join(dir, 'dist');
    for (const name of FUNCTION_NAMES) {
      mkdirSync(join(assetsDir, name), { recursive: true });
      writeFileSync(join(assetsDir, name, 'handler.mjs'), `// ${name}, for tests.\n`);
    }
    const { context } = cdkJson.parse(JSON.parse(readFileSync('cdk.json', 'utf8')));
    const app = new App({
      context: { ...context, 'aws:cdk:bundling-stacks': [] },
      outdir: join(dir, 'cdk.out'),
    });
    const stack = new NotifierStack(app, 'CoupangInquiryNotifier', {
      env: { account: '123456789012', region: config.region },
      config,
      assetsDir,
    });
    const template: unknown = Template.fromStack(stack).toJSON();
    const resources = Object.entries(templateJson.parse(template).Resources);
    const ofType = (type: string) => resources.filter(([, resource]) => resource.Type === type);
    return {
      stack,
      json: JSON.stringify(template, null, 2).replaceAll(/[0-9a-f]{64}/g, '<hash>'),
      each: (type, shape) => {
        const found = ofType(type);
        if (found.length === 0) throw new Error(`The template has no ${type}.`);
        return found.map(([id, resource]) => ({ id, properties: z.parse(shape, resource.Properties) }));
      },
      count: (type) => ofType(type).length,
      deletionPolicies: (type) => ofType(type).map(([, resource]) => resource.DeletionPolicy),
    };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
};
