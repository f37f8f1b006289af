import { expect, test } from '@jest/globals';
import type { ReachedStep } from '../../../lib/domain/step.ts';
import { whomToTell } from '../../../lib/slack/whom-to-tell.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from './made-up-ticket.ts';

const vendor = madeUpVendor({ mentions: { '1h': ['S0CS'] } });
const step: ReachedStep = { name: '1h', of: DUE_AT, at: DUE_AT - 3_600_000, tells: 'team' };

test('S6: a step tells whom it names, and who has the ticket', () => {
  expect(whomToTell(madeUpTicket(), step, vendor)).toEqual({ mentions: ['S0CS'], claimer: false });
  expect(whomToTell(madeUpTicket({ claimedBy: 'U0CS' }), step, vendor)).toEqual({
    mentions: ['S0CS'],
    claimer: true,
  });
});

test.each<[string, ReachedStep | undefined]>([
  ['that was not reached', undefined],
  ['that was passed', { name: '1h', of: DUE_AT, at: DUE_AT, passed: true }],
  ['outside of the hours', { ...step, tells: 'nobody' }],
])('C4: a step %s tells nobody', (_, told) => {
  expect(whomToTell(madeUpTicket({ claimedBy: 'U0CS' }), told, vendor)).toEqual({
    mentions: [],
    claimer: false,
  });
});

test('R16: of a closed ticket nobody is told', () => {
  const closed = madeUpTicket({ state: 'closed', claimedBy: 'U0CS' });
  expect(whomToTell(closed, step, vendor)).toEqual({ mentions: [], claimer: false });
});
