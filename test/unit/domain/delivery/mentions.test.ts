import { expect, test } from '@jest/globals';
import {
  mentionsOfCard,
  mentionsOfNew,
  mentionsOfLastShift,
  mentionsOfReopening,
} from '../../../../lib/domain/delivery/mentions.ts';
import { makeClosedTicket, makeTicket } from '../../../fixtures/domain/make-ticket.ts';
import { NOW } from '../../../fixtures/domain/made-up.ts';

const team = { mentionOnNew: ['U0NEW'], mentions: { 'last-shift': ['U0LAST'] } };
const open = makeTicket();
const unverified = makeTicket({ state: 'unverified' });
const closed = makeClosedTicket();
const claimed = makeTicket({ claimedBy: 'U0AGENT', claimedAt: NOW });

test('a card mentions people while it is open, and not in its list’s thread', () => {
  expect(mentionsOfCard(open.facts, false, team)).toEqual(['U0NEW']);
  expect(mentionsOfCard(open.facts, true, team)).toEqual([]);
  expect(mentionsOfCard(unverified.facts, false, team)).toEqual([]);
  expect(mentionsOfCard(closed.facts, false, team)).toEqual([]);
});

test('R15, R16: a re-opening mentions people unless the ticket is closed again', () => {
  expect(mentionsOfReopening(unverified.facts, team)).toEqual(['U0NEW']);
  expect(mentionsOfReopening(closed.facts, team)).toEqual([]);
});

test('D6: a list of new tickets mentions people as long as one of its tickets is open', () => {
  expect(mentionsOfNew([closed, open], team)).toEqual(['U0NEW']);
  expect(mentionsOfNew([closed, closed], team)).toEqual([]);
  expect(mentionsOfNew([], team)).toEqual([]);
});

test('S4, S6: the list of a last shift mentions people while one of its open tickets is unclaimed', () => {
  const mentioned = (members: Parameters<typeof mentionsOfLastShift>[0]) =>
    mentionsOfLastShift(members, team, NOW);
  expect(mentioned([closed, claimed, open])).toEqual(['U0LAST']);
  expect(mentioned([closed, claimed])).toEqual([]);
  // S6: a claim that has gone stale does not count.
  const stale = (staleMs: number) => mentionsOfLastShift([claimed], team, NOW, staleMs);
  expect([stale(1), stale(0)]).toEqual([[], ['U0LAST']]);
  expect(mentionsOfLastShift([open], { mentions: {} }, NOW)).toEqual([]);
});
