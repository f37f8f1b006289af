import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { maskPersonalData } from '../../../../lib/domain/inquiry/mask.ts';

const page = readFileSync(new URL('../../../../docs/privacy.md', import.meta.url), 'utf8');

/** The rows of the table under a heading: what it says, and each example in code. */
const rowsUnder = (heading: string): { what: string; examples: string[] }[] => {
  const part = page.split(`### ${heading}\n`)[1]?.split(/\n#/)[0] ?? '';
  return part
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => {
      const [what = '', examples = ''] = line.slice(1, -1).split(' | ');
      return {
        what: what.trim(),
        examples: Array.from(examples.matchAll(/`([^`]+)`/g), ([, example = '']) => example),
      };
    });
};
const masked = rowsUnder('Masked');
const left = rowsUnder('Not masked');

describe('the list of docs/privacy.md', () => {
  test('has rows, each with an example', () => {
    expect(masked.length).toBeGreaterThan(10);
    expect(left.length).toBeGreaterThan(5);
    for (const { what, examples } of [...masked, ...left])
      expect({ what, count: examples.length > 0 }).toEqual({ what, count: true });
  });

  // The personal part of an example is in angle brackets.
  test.each(masked)('masks $what', ({ examples }) => {
    for (const example of examples)
      expect(maskPersonalData(example.replace(/[‹›]/g, ''))).toBe(example.replace(/‹[^›]*›/g, '***'));
  });

  test.each(left)('leaves $what', ({ examples }) => {
    for (const example of examples) expect(maskPersonalData(example)).toBe(example);
  });
});
