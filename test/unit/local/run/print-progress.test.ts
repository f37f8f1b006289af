import { expect, test } from '@jest/globals';
import { TERMINAL_TEXTS } from '../../../../local/page/texts.ts';
import { printProgress } from '../../../../local/run/print-progress.ts';

test('prints the progress of a long poll every three seconds, nothing for a short poll, and nothing at its end', () => {
  const lines: string[] = [];
  let now = 0;
  const print = printProgress(
    (line) => lines.push(line),
    TERMINAL_TEXTS.en,
    () => now,
  );
  for (let done = 1; done <= 2; done += 1) print(done, 2);
  for (let done = 1; done <= 20; done += 1) {
    print(done, 20);
    now += 500;
  }
  expect(lines.map((line) => line.replace(/.*: /, ''))).toEqual(['7 of 20', '13 of 20', '19 of 20']);
});
