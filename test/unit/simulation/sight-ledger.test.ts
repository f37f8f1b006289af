import { expect, test } from '@jest/globals';
import { makeState } from '../../fixtures/domain/make-state.ts';
import { createSightLedger } from '../../simulation/judge/sight-ledger.ts';

const BLIND_MS = 300_000;

const stateSince = (recentCompleteAt: number) => makeState({ recentCompleteAt });

test('a check that began in the same millisecond, but before a state, may miss it', () => {
  const ledger = createSightLedger(BLIND_MS);
  ledger.noteState(stateSince(1_000), 1_000);
  const end = ledger.beginLook(400_000);
  ledger.noteState(stateSince(99_000), 400_000);
  end(400_000);

  expect(ledger.seenBlind()).toEqual([]);
});

test('a check that began in the same millisecond, after a state, must see it', () => {
  const ledger = createSightLedger(BLIND_MS);
  ledger.noteState(stateSince(1_000), 400_000);
  ledger.beginLook(400_000)(400_001);

  expect(ledger.seenBlind()).toEqual([{ since: 1_000, by: 400_001 }]);
});
