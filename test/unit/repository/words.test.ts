import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { listFiles } from './list-files.ts';

/** A path on one person's machine, but not in a URL or below another folder. */
const MACHINE_PATH = /(?<![\w.])\/(?:work|tmp|root|home|Users)\/[\w.]/;
/** As code or a shell sets it. */
const AWS_ACCESS_KEY = /(?:accessKeyId|AWS_ACCESS_KEY_ID)['"]?(?:: '|=)([^'\s]*)/g;
/** A possible place of an emulator, assembled so that this file does not contain it. */
const LAB = new RegExp(['shared', 'lab'].join('/'));

const files = listFiles('.').map((file) => ({ file, text: readFileSync(file, 'utf8') }));

const filesWith = (pattern: RegExp): string[] =>
  files.filter(({ text }) => pattern.test(text)).map(({ file }) => file);

describe('the files of the repository', () => {
  test('contain no path of a machine', () => {
    expect(files.length).toBeGreaterThan(20);
    expect(filesWith(MACHINE_PATH)).toEqual([]);
  });

  test('lift the limit of parameters nowhere', () => {
    expect(filesWith(/(?:ox|es)lint-disable[^\n]*max-params/)).toEqual([]);
  });

  test('name the emulator only in .ci/run', () => {
    expect(filesWith(LAB)).toEqual(['.ci/run']);
  });

  test('name only AWS access keys of letters and digits, since DynamoDB Local accepts no other', () => {
    const keys = files.flatMap(({ text }) => [...text.matchAll(AWS_ACCESS_KEY)].map(([, key]) => key));
    expect(keys.length).toBeGreaterThan(5);
    expect(keys.filter((key) => !/^[A-Za-z0-9]*$/.test(key ?? ''))).toEqual([]);
  });

  test("never override the user's NODE_OPTIONS, not even in .npmrc", () => {
    expect(readFileSync('.npmrc', 'utf8')).not.toMatch(/node-options/);
    expect(filesWith(/NODE_OPTIONS['"\]]*\s*[:=]/)).toEqual([]);
  });

  test('name only the public registry', () => {
    const npmrc = readFileSync('.npmrc', 'utf8');
    expect(npmrc).not.toMatch(/registry|_auth|token/i);
    const elsewhere = /"resolved": "(?!https:\/\/registry\.npmjs\.org\/|packages\/)/;
    expect(readFileSync('package-lock.json', 'utf8')).not.toMatch(elsewhere);
    expect('"resolved": "https://mirror.example.com/jest.tgz"').toMatch(elsewhere);
  });
});

describe('the check of words', () => {
  test.each(['home', 'tmp', 'work', 'root'])('finds a path below the folder %s', (folder) => {
    expect(MACHINE_PATH.test(`cd /${folder}/somewhere`)).toBe(true);
    expect(MACHINE_PATH.test(`file:///${folder}/somewhere`)).toBe(true);
  });

  test.each(['https://example.com/home/page', './work/item', 'a/tmp/b'])('accepts %s', (text) => {
    expect(MACHINE_PATH.test(text)).toBe(false);
  });
});
