import { expect, test } from '@jest/globals';
import { countActs } from '../../../../lib/domain/report/report-figures.ts';
import type { Deed } from '../../../../lib/domain/ticket/act.ts';
import type { HistoryLine } from '../../../../lib/domain/ticket/ticket.ts';
import { makeTicket } from '../../../fixtures/domain/make-ticket.ts';
import { DAY, NOW } from '../../../fixtures/domain/made-up.ts';

const TIME = { from: NOW, until: NOW + DAY };
const line = (did: Deed['did'], by: string, at = NOW, name?: string): HistoryLine => ({
  name: 'act-1',
  at,
  deed: { did, press: `${did} ${at}`, by, ...(name !== undefined && { name }) },
});
const counted = (...history: HistoryLine[]) => countActs([makeTicket({ history })], TIME);

test('A6: counts the claims, confirmations and replies of each person, most acts first', () => {
  const first = makeTicket({ history: [line('claimed', 'U0B'), line('replied', 'U0A', NOW, 'minji')] });
  const second = makeTicket({ history: [line('confirmed', 'U0A'), line('claimed', 'U0A')] });
  expect(countActs([first, second], TIME)).toEqual([
    { by: 'U0A', name: 'minji', claimed: 1, confirmed: 1, replied: 1 },
    { by: 'U0B', claimed: 1, confirmed: 0, replied: 0 },
  ]);
});

test('counts only the given time, and no other act', () => {
  expect(counted(line('claimed', 'U0A', NOW - 1), line('claimed', 'U0A', NOW + DAY))).toEqual([]);
  expect(counted(line('claimed', 'U0A', NOW + DAY - 1))).toMatchObject([{ claimed: 1 }]);
  const others = (['released', 'assigned', 'snoozed', 'asked-look-up'] as const).map((did) =>
    line(did, 'U0A'),
  );
  expect(counted(...others, { name: 'changed-2', at: NOW })).toEqual([]);
});

test('lists at most twenty people, in a fixed order', () => {
  const many = Array.from({ length: 25 }, (_, at) => line('claimed', `U0${String(at).padStart(2, '0')}`));
  const people = counted(...many.toReversed());
  expect(people.map(({ by }) => by)).toEqual(many.slice(0, 20).map(({ deed }) => deed?.by));
});
