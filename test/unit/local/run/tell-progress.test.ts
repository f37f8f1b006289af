import { expect, test } from '@jest/globals';
import { tellProgress } from '../../../../local/run/tell-progress.ts';

test('prints the progress of a long poll every three seconds, nothing for a short one, and nothing at its end', () => {
  const lines: string[] = [];
  let now = 0;
  const tell = tellProgress(
    (line) => lines.push(line),
    () => now,
  );
  for (let done = 1; done <= 2; done += 1) tell(done, 2);
  for (let done = 1; done <= 20; done += 1) {
    tell(done, 20);
    now += 500;
  }
  expect(lines.map((line) => line.replace(/.*: /, ''))).toEqual(['7 of 20', '13 of 20', '19 of 20']);
});
