import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, NestedStack, type Stack } from 'aws-cdk-lib';
import { type CloudFormationStackArtifact, SynthesisMessageLevel } from 'aws-cdk-lib/cx-api';
import * as z from 'zod/mini';
import { OPTIONAL_FUNCTION_NAMES, FUNCTION_NAMES } from '../../infra/function-names.ts';
import { addStacks, type StackOptions } from '../../infra/add-stacks.ts';
import type { Config } from '../../lib/config/schema.ts';

// Only a real synth needs the built-in validator. It costs two seconds per test file.
process.env['CDK_VALIDATION'] = 'false';

const cdkJson = z.object({ context: z.record(z.string(), z.unknown()) });
const templateJson = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z.unknown(),
      DeletionPolicy: z.optional(z.string()),
      Metadata: z.optional(z.record(z.string(), z.unknown())),
    }),
  ),
  Outputs: z._default(z.record(z.string(), z.unknown()), {}),
});

export type Synthesised = {
  stack: Stack;
  /** The template, with `<hash>` for everything that depends on a bundle's content. */
  json: string;
  outputs: Record<string, unknown>;
  /** Every resource of a type, with properties parsed by a schema. Fails if there is none. */
  each: <T extends z.ZodMiniType>(type: string, shape: T) => { id: string; properties: z.output<T> }[];
  count: (type: string) => number;
  deletionPolicies: (type: string) => (string | undefined)[];
  metadata: (type: string) => Record<string, unknown>[];
  warnings: string[];
  /** Notes at synth that are not warnings. */
  notes: string[];
};

export type SynthesisedApp = Synthesised & {
  app: App;
  egress: Synthesised | undefined;
  /** The nested stacks of Notifier. */
  nested: Synthesised[];
};

/**
 * The stacks as `cdk synth` makes them, with the flags of cdk.json but with empty bundles: Notifier and its egress. The
 * account is made up.
 * @param change what a test changes in Notifier before the synth
 */
export const synthesise = (
  config: Config,
  { change, ...options }: Pick<StackOptions, 'endpoints'> & { change?: (notifier: Stack) => void } = {},
): SynthesisedApp => {
  const dir = mkdtempSync(join(tmpdir(), 'notifier-stack-'));
  try {
    const assetsDir = join(dir, 'dist');
    for (const name of [...FUNCTION_NAMES, ...OPTIONAL_FUNCTION_NAMES]) {
      mkdirSync(join(assetsDir, name), { recursive: true });
      writeFileSync(join(assetsDir, name, 'handler.mjs'), `// ${name}, for tests.\n`);
    }
    const { context } = cdkJson.parse(JSON.parse(readFileSync('cdk.json', 'utf8')));
    const app = new App({
      // The tests read the warnings, so they are not printed.
      context: {
        ...context,
        'aws:cdk:bundling-stacks': [],
        '@aws-cdk/core:annotationsInValidationReport': false,
      },
      outdir: join(dir, 'cdk.out'),
    });
    const { notifier, egress } = addStacks(app, { config, assetsDir, account: '123456789012', ...options });
    change?.(notifier);
    const assembly = app.synth();
    const nested = notifier.node
      .findAll()
      .filter((node) => node instanceof NestedStack)
      .map((stack) => {
        const template: unknown = JSON.parse(
          readFileSync(join(assembly.directory, stack.templateFile), 'utf8'),
        );
        return readTemplate(stack, { template, messages: [] });
      });
    const made = (stack: Stack) => readTemplate(stack, assembly.getStackArtifact(stack.artifactId));
    return { app, ...made(notifier), egress: egress && made(egress), nested };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
};

export const templateOf = ({ json }: Pick<Synthesised, 'json'>) =>
  z.looseObject({ Resources: z.record(z.string(), z.unknown()) }).parse(JSON.parse(json));

const readTemplate = (
  stack: Stack,
  { template, messages }: Pick<CloudFormationStackArtifact, 'messages'> & { template: unknown },
): Synthesised => {
  const { Resources, Outputs } = templateJson.parse(template);
  const resources = Object.entries(Resources);
  const messagesOf = (wanted: SynthesisMessageLevel): string[] =>
    messages
      .filter(({ level }) => level === wanted)
      .flatMap(({ entry }) => (typeof entry.data === 'string' ? [entry.data] : []));
  const ofType = (type: string) => resources.filter(([, resource]) => resource.Type === type);
  return {
    stack,
    json: JSON.stringify(template, null, 2).replaceAll(/[0-9a-f]{64}/g, '<hash>'),
    outputs: Outputs,
    each: (type, shape) => {
      const found = ofType(type);
      if (found.length === 0) throw new Error(`The template has no ${type}.`);
      return found.map(([id, resource]) => ({ id, properties: z.parse(shape, resource.Properties) }));
    },
    count: (type) => ofType(type).length,
    deletionPolicies: (type) => ofType(type).map(([, resource]) => resource.DeletionPolicy),
    metadata: (type) => ofType(type).map(([, resource]) => resource.Metadata ?? {}),
    warnings: messagesOf(SynthesisMessageLevel.WARNING),
    notes: messagesOf(SynthesisMessageLevel.INFO),
  };
};
