import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseState, type StateStore, type WorldState } from 'fake-coupang';
import { startError } from '../common/start-error.ts';
import { writeAtomically } from '../../lib/config/write-atomically.ts';
import { reportTrouble } from '../common/keep-trying.ts';
import { readIfPresent } from '../common/read-if-present.ts';

type Options = {
  /** Receives a line when the file becomes unwritable, and when it is writable again. */
  print?: (line: string) => void;
  write?: typeof writeAtomically;
};

/** The made-up Coupang in one file of `DATA_DIR`, so that its inquiries survive a restart. */
export const coupangFile = (
  dataDir: string,
  { print = () => undefined, write = writeAtomically }: Options = {},
): StateStore => {
  const file = join(dataDir, 'coupang.json');
  const report = reportTrouble(file, print);
  return {
    load: async () => {
      await mkdir(dataDir, { recursive: true });
      const text = await readIfPresent(file);
      return text === undefined ? undefined : parse(text, file);
    },
    save: (state) => report(() => write(file, JSON.stringify(state))),
  };
};

const parse = (text: string, file: string): WorldState => {
  try {
    return parseState(JSON.parse(text));
  } catch (cause) {
    throw startError((errors) => errors.noSimulatorState(file), { cause });
  }
};
