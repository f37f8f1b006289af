import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { startFakeCoupang } from 'fake-coupang';
import { ConfigError } from '../../../../lib/config/config-error.ts';
import { coupangFile } from '../../../../local/run/coupang-file.ts';
import { stopAfterTest } from '../../../fixtures/stop-after-test.ts';
import { makeTempDir, removeTempDirs } from '../temp-dirs.ts';

afterAll(removeTempDirs);

const start = async (dataDir: string) => {
  const fake = await startFakeCoupang({
    vendors: [{ market: 'KR', vendorId: 'A00012345', sources: ['call-center', 'product'] }],
    keys: { accessKey: 'ACCESS', secretKey: 'SECRET' },
    store: coupangFile(dataDir),
    now: () => Date.parse('2026-01-15T05:00:00Z'),
  });
  stopAfterTest(fake.stop);
  return fake;
};

describe('the file of the made-up Coupang', () => {
  test('lets a restart continue with the same inquiries and questions, in a folder that it makes', async () => {
    const dataDir = join(makeTempDir(), 'new');
    const first = await start(dataDir);
    await first.handOver();
    await first.product.ask();
    await first.stop();
    const second = await start(dataDir);
    expect(second.inquiries()).toEqual(first.inquiries());
    expect(second.product.questions()).toEqual(first.product.questions());
  });

  test('is refused by name, and kept, if its text is cut off or its state is invalid', async () => {
    const dataDir = makeTempDir();
    await (await start(dataDir)).stop();
    const file = join(dataDir, 'coupang.json');
    const invalid = readFileSync(file, 'utf8').replaceAll('"NOANSWER"', '"WAITING"');
    expect(invalid).toContain('"WAITING"');
    for (const text of ['{"inquiries":', invalid]) {
      writeFileSync(file, text);
      await expect(start(dataDir)).rejects.toThrow(ConfigError);
      await expect(start(dataDir)).rejects.toThrow(file);
      expect(readFileSync(file, 'utf8')).toBe(text);
    }
  });
});
