import { describe, expect, test } from '@jest/globals';
import { namesOf } from '../../lib/config/names.ts';
import { configFixture } from './config-fixture.ts';
import { type SynthesisedApp, synthesise } from './synthesise.ts';
import * as shapes from './template-shapes.ts';

const made = (namePrefix?: string): SynthesisedApp =>
  synthesise(configFixture({}, true, { acting: 'on', ...(namePrefix !== undefined && { namePrefix }) }));
const production = made();
const staging = made('staging');

/** Both stacks. The hash of the configuration differs anyway. */
const textOf = ({ stack, json, egress }: SynthesisedApp): string =>
  [stack.stackName, json, egress?.stack.stackName, egress?.json]
    .join('\n')
    .replace(/(?<="ConfigHash": \{\s*"Value": )"\w+"/, '<hash>');

/** Finds the names that a template sets itself. CloudFormation derives all other names from the stack's. */
const namesIn = (text: string): string[] =>
  [...text.matchAll(/"(?:\w*Name|Namespace)": "([^"]*Notifier[^"]*)"/g)].map(([, name = '']) => name);

describe('O12: a second deployment in one account and region', () => {
  test('differs in names alone, and has the same construct ids', () => {
    // The CDK drops hyphens in the name of the schedules' group, and ends it in a hash.
    const withoutPrefix = (text: string) =>
      text.replaceAll(/staging-?(?=Notifier|[Cc]oupang)/g, '').replaceAll(/(Schedules-Group-)\w{8}/g, '$1');
    expect(withoutPrefix(textOf(staging))).toBe(withoutPrefix(textOf(production)));
    expect(staging.stack.artifactId).toBe(production.stack.artifactId);
  });

  test('shares no name with the first', () => {
    const own = namesIn(textOf(staging));
    expect(own.length).toBeGreaterThan(40);
    const others = new Set(namesIn(textOf(production)));
    expect(own.filter((name) => others.has(name))).toEqual([]);
    // Names are also in the dashboard's body and the roles' policies. The source is on a bus of its own, and tags are no names.
    const bare =
      /(?<!staging-)\b(Notifier|CoupangInquiryNotifier|coupang-inquiry-notifier\/)(?!Egress\/Vpc).{0,20}/g;
    expect(textOf(staging).match(bare)).toBeNull();
  });

  test('gives no role access to secrets of another deployment or another name (O5)', () => {
    const apps = new Map([
      [undefined, production],
      ...['a', 'a-b', 'b'].map((prefix) => [prefix, made(prefix)] as const),
    ]);
    for (const [prefix, app] of apps) {
      const patterns = secretsIn(app);
      expect(patterns).toHaveLength(10);
      for (const other of apps.keys()) {
        const { secrets } = namesOf(other === undefined ? {} : { namePrefix: other });
        const fits = (name: string) => patterns.some((pattern) => matches(pattern, name));
        for (const name of [secrets.coupang('KR', 'A00012345'), secrets.slack]) {
          // While there is no such secret, AWS checks the bare name.
          const fit = [`${name}-1a2B3c`, name].map(fits);
          expect([prefix, name, fit]).toEqual([prefix, name, [prefix === other, prefix === other]]);
          const others = [`${name}-backup-1a2B3c`, `${name}/old-1a2B3c`, `${name}2-1a2B3c`];
          expect(others.filter(fits)).toEqual([]);
        }
      }
    }
  });
});

/** The patterns of secrets' names that roles of the app may read. */
const secretsIn = (app: SynthesisedApp): string[] =>
  app
    .each('AWS::IAM::Policy', shapes.POLICY_SHAPE)
    .flatMap(({ properties }) => properties.PolicyDocument.Statement)
    .flatMap(shapes.secretNamesIn);

/** In a policy `*` is any text, slashes too, and `?` any character. */
const matches = (pattern: string, name: string): boolean =>
  new RegExp(`^${pattern.replaceAll('?', '.').replaceAll('*', '.*')}$`).test(name);
