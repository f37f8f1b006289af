import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { refuseOtherCoupang } from '../../../../local/run/start-outside.ts';
import { makeTempDir, removeTempDirs } from '../temp-dirs.ts';

afterAll(removeTempDirs);

test.each([
  ['real', 'simulator', 'the simulator would end. Set COUPANG_BASE_URL'],
  ['simulator', 'real', 'would go to your team. Set DATA_DIR to another folder'],
] as const)('a folder of the %s Coupang is refused for the other', async (first, other, says) => {
  const dataDir = makeTempDir();
  await refuseOtherCoupang(dataDir, first);
  await refuseOtherCoupang(dataDir, first);
  await expect(refuseOtherCoupang(dataDir, other)).rejects.toThrow(says);
});

test("a folder without the marker file belongs to the simulator if it contains the simulator's file", async () => {
  const dataDir = makeTempDir();
  writeFileSync(join(dataDir, 'coupang.json'), '{}');
  await expect(refuseOtherCoupang(dataDir, 'real')).rejects.toThrow('made-up hand-overs');
  await refuseOtherCoupang(dataDir, 'simulator');
});
