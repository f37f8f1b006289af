import { expect, test } from '@jest/globals';
import { changedFiles, KINDS, readPlanted } from '../../simulation/planted/plant.ts';

test.each(KINDS.flatMap((kind) => [...readPlanted(kind)]))(
  'the planted mistake %s changes the present source',
  (_name, planted) => {
    expect(changedFiles(planted).size).toBeGreaterThan(0);
  },
);
