import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const STYLES = new URL('../../../../local/page/styles/', import.meta.url);
const SPACING = /^(margin|padding|gap|row-gap|column-gap)/;
/** A step, a negative step, or no size at all. */
const ALLOWED = /var\(--[\w-]+\)|calc\(-1 \* var\(--[\w-]+\)\)|\b(0|auto|inherit)(?![\w.])/g;

type Declaration = { file: string; property: string; value: string };

const declarations = readdirSync(STYLES).flatMap((file): Declaration[] => {
  const css = readFileSync(new URL(file, STYLES), 'utf8').replaceAll(/\/\*.*?\*\//gs, '');
  return [...css.matchAll(/([\w-]+):\s*([^;{}]+);/g)].map(([, property = '', value = '']) => ({
    file,
    property,
    value,
  }));
});
const offScale = (isIn: (property: string) => boolean) =>
  declarations.filter(({ property, value }) => isIn(property) && value.replaceAll(ALLOWED, '').trim() !== '');

test('every type size on the page is a step of the one type scale', () => {
  expect(offScale((property) => property === 'font-size')).toEqual([]);
  const shorthands = declarations.filter(({ property }) => property === 'font');
  for (const { value } of shorthands) expect(value).toMatch(/^(inherit$|var\(--text-)/);
});

test('every margin, padding and gap on the page is a step of the one spacing scale', () => {
  expect(offScale((property) => SPACING.test(property))).toEqual([]);
});

test('the type scale has five steps at most, and the spacing scale has steps of 4 px', () => {
  const valuesOf = (name: RegExp) =>
    declarations
      .filter(({ property }) => name.test(property))
      .map(({ value }) => Number.parseFloat(value) * 16);
  expect(new Set(valuesOf(/^--text-/)).size).toBeLessThanOrEqual(5);
  const steps = valuesOf(/^--s\d$/);
  expect(steps.length).toBeGreaterThan(0);
  expect(steps.filter((step) => step % 4 !== 0)).toEqual([]);
});
