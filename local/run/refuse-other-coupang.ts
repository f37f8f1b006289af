import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../../lib/config/config-error.ts';
import { writeAtomically } from '../../lib/config/write-atomically.ts';
import { readIfPresent } from '../common/read-if-present.ts';

/**
 * A folder holds the hand-overs of one Coupang. The other Coupang would not list them, and made-up inquiries would
 * reach a real Slack.
 * @throws ConfigError if the folder belongs to the other Coupang
 */
export const refuseOtherCoupang = async (dataDir: string, which: 'simulator' | 'real'): Promise<void> => {
  const file = join(dataDir, 'coupang-is');
  const noted = (await readIfPresent(file))?.trim();
  // A folder without the note has the simulator's file if the simulator used it.
  const kept = noted ?? (existsSync(join(dataDir, 'coupang.json')) ? 'simulator' : which);
  if (kept !== which)
    throw new ConfigError(
      which === 'real'
        ? `DATA_DIR ${dataDir} holds made-up hand-overs of the simulator, which would go to your team. Set DATA_DIR to another folder for the real Coupang.`
        : `DATA_DIR ${dataDir} holds hand-overs of a real Coupang, which the simulator would end. Set COUPANG_BASE_URL, or DATA_DIR to another folder.`,
    );
  if (noted === undefined) await writeAtomically(file, `${which}\n`);
};
