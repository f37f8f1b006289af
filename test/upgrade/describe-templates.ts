import { CfnResource, type Stack } from 'aws-cdk-lib';
import * as z from 'zod/mini';
import { STACKS } from '../../lib/config/names.ts';
import { parseConfig } from '../../lib/config/parse-config.ts';
import { madeUpConfig } from '../deploy/made-up-config.ts';
import { type Synthesised, synthesise } from '../infra/synthesise.ts';

const template = z.looseObject({
  Resources: z.record(z.string(), z.looseObject({ Metadata: z.optional(z.record(z.string(), z.unknown())) })),
});

/** The templates of the present code: Notifier with all that can be in it, and its egress in both ways. */
export const describeTemplates = (): Record<string, unknown> => ({
  [STACKS.notifier]: read(make({ acting: 'on' })),
  [`${STACKS.egress} nat-instance`]: read(make({ egress: 'nat-instance' }).egress),
  [`${STACKS.egress} nat-gateway`]: read(make({ egress: 'nat-gateway' }).egress),
});

const make = (changed: Parameters<typeof madeUpConfig>[0]) =>
  synthesise(parseConfig(madeUpConfig(changed), 'the kept configuration'));

/** With the constructs' paths, as `cdk deploy` adds them: the emulator takes another path for a change. */
const read = (made: Pick<Synthesised, 'stack' | 'json'> | undefined): unknown => {
  if (made === undefined) throw new Error('There is no egress stack.');
  const { Resources, ...others } = template.parse(JSON.parse(made.json));
  const paths = pathsOf(made.stack);
  return {
    ...others,
    Resources: Object.fromEntries(
      Object.entries(Resources).map(([id, resource]) => [
        id,
        { ...resource, Metadata: { ...resource.Metadata, 'aws:cdk:path': paths.get(id) } },
      ]),
    ),
  };
};

const pathsOf = (stack: Stack): Map<string, string> =>
  new Map(
    stack.node
      .findAll()
      .flatMap((construct) =>
        CfnResource.isCfnResource(construct)
          ? [[String(stack.resolve(construct.logicalId)), construct.node.path] as const]
          : [],
      ),
  );
