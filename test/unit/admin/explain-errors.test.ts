import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { explainErrors } from '../../../admin/read-arguments.ts';
import { makeTempDir, removeTempDirs } from '../local/temp-dirs.ts';

const before = process.exitCode;
afterEach(() => {
  process.exitCode = before;
  jest.restoreAllMocks();
});
beforeEach(() => {
  jest.replaceProperty(process, 'env', { ...process.env, LC_ALL: 'en_US.UTF-8' });
});
afterAll(removeTempDirs);

const printedBy = async (command: () => Promise<unknown>): Promise<unknown> => {
  const errorSpy = jest.spyOn(console, 'error').mockReturnValue();
  await explainErrors(3, async () => void (await command()));
  expect(process.exitCode).toBe(3);
  return errorSpy.mock.lastCall?.[0];
};

test('names an unusable file by its path, without a stack', async () => {
  const dir = makeTempDir();
  const printed = await printedBy(() => writeFile(dir, ''));
  expect(printed).toMatch(/^EISDIR: .*\. Check the path, the rights to it and the disk\.$/);
  expect(await printedBy(() => readFile(join(dir, 'none')))).toContain(join(dir, 'none'));
});

test('names what AWS denies, whichever command asked', async () => {
  const refusal = Object.assign(
    new Error('User: made-up is not authorized to perform: sns:Publish on resource: arn:aws:sns:x:1:alarms'),
    { name: 'AccessDenied', $metadata: {} },
  );
  expect(await printedBy(() => Promise.reject(refusal))).toMatch(
    /^AWS: AccessDenied\. Your AWS user or role may not do sns:Publish on arn:aws:sns:x:1:alarms\. /,
  );
});

test('prints the stack of a defect, for debugging', async () => {
  const defect = new TypeError('made up');
  expect(await printedBy(() => Promise.reject(defect))).toBe(defect);
});
