import { describe, expect, test } from '@jest/globals';
import type { Consequence } from '../../../../lib/domain/delivery/after-failure.ts';
import { aimOf } from '../../../../lib/domain/delivery/aim.ts';
import type { Deliverable } from '../../../../lib/domain/delivery/deliverable.ts';
import type { DeliveryAction } from '../../../../lib/domain/delivery/plan-delivery.ts';
import { type Outcome, outcomeOf } from '../../../../lib/workflows/delivery/outcome.ts';
import type { Call } from '../../../../lib/workflows/delivery/call-slack.ts';
import { makeTicket } from '../../../fixtures/domain/make-ticket.ts';
import { NOW } from '../../../fixtures/domain/made-up.ts';
import { fails } from './watch-slack-calls.ts';

const channels = { channel: 'C0CS', fallbackChannel: 'C0OPS', stepChannels: {} };
const retry = { at: NOW, version: 2, since: NOW, times: 1, reason: 'made_up_word' };
const attempt = { name: 'card', channel: 'C0CS', at: NOW, token: 'made-up' } as const;
const place = { channel: 'C0CS', ts: '1.1' };
const shown = makeTicket({ ...place, version: 2 });
const refusedEdit = makeTicket({ ...place, version: 2, retries: { edit: retry } });
const sent = makeTicket({ attempt, retries: { card: retry } });
const line = makeTicket({ ...place, version: 2, attempt: { ...attempt, name: 'breach' } });
const EDIT: DeliveryAction = { do: 'edit' };
const LINE: DeliveryAction = { do: 'post-line', line: { name: 'breach', at: NOW } };
const ref = { channel: 'C0CS', ts: '1.2' };

const outcome = (
  deliverable: Deliverable,
  action: DeliveryAction,
  { along, ...call }: Call & { along?: Call },
  next: { own?: Consequence; along?: Consequence } = {},
): Outcome => {
  const aim = aimOf(deliverable, action, { channels });
  return outcomeOf({ deliverable, action, aim }, { deliverable, call, ...(along && { along }) }, next, NOW);
};

describe('the write after an accepted call', () => {
  test('R19: keeps an edit pending if the item has changed, which waits for no try any more', () => {
    expect(outcome(shown, EDIT, {})).toEqual({ result: { shownVersion: 2 }, ifMoved: 'edit-again' });
    expect(outcome(refusedEdit, EDIT, {}).result).toEqual({
      shownVersion: 2,
      retries: { edit: undefined },
    });
  });

  test('stores the place and version of a card, which waits for no try any more', () => {
    expect(outcome(sent, { do: 'post' }, { ref })).toEqual({
      result: { ...ref, shownVersion: 1, posted: {}, retries: { card: undefined } },
    });
  });

  test('stores the ts of a line, and the version of the edit along with it', () => {
    expect(outcome(line, LINE, { ref })).toEqual({ result: { posted: { breach: '1.2' } } });
    expect(outcome(line, LINE, { ref, along: {} })).toEqual({
      result: { posted: { breach: '1.2' }, shownVersion: 2 },
    });
  });

  test('R19: repeats an unsure edit along with a line later, and the line is posted', () => {
    const along = { failure: fails('unsure') };
    const { result } = outcome(line, LINE, { ref, along }, { along: { do: 'unsure' } });
    expect(result).toMatchObject({
      posted: { breach: '1.2' },
      retries: { edit: { version: Number.MAX_SAFE_INTEGER } },
    });
    expect(result).not.toHaveProperty('shownVersion');
  });

  test('R19: is omitted after an early look-up that finds nothing, and ends the attempt after a later look-up', () => {
    expect(outcome(sent, { do: 'look-up', onlyFinds: true }, {})).toEqual({});
    expect(outcome(sent, { do: 'look-up' }, {})).toEqual({ result: {} });
    expect(outcome(sent, { do: 'look-up' }, { ref })).toEqual({ result: ref });
    expect(outcome(line, { do: 'look-up' }, { ref })).toEqual({ result: { posted: { breach: '1.2' } } });
  });
});

describe('the write after a failed call', () => {
  const unusable = { failure: fails('card-unusable') };
  const gone = { failure: fails('channel-unusable') };

  test('R22: replaces a card without an attempt only if the item has not changed', () => {
    expect(outcome(shown, EDIT, unusable, { own: { do: 'replace' } })).toEqual({
      result: { replaced: place, channel: 'C0CS' },
      ifMoved: 'let-be',
    });
    expect(outcome(line, LINE, unusable, { own: { do: 'replace' } })).toEqual({
      result: { replaced: place, channel: 'C0CS' },
    });
  });

  test('R22: moves a card out of a channel that accepts nothing', () => {
    expect(outcome(shown, EDIT, gone, { own: { do: 'replace' } }).result).toEqual({ replaced: place });
  });

  test('R19: keeps the attempt after an unsure post', () => {
    expect(outcome(sent, { do: 'post' }, unusable, { own: { do: 'unsure' } })).toEqual({});
  });

  test('R22: ends the attempt for another form; an edit has none to end', () => {
    const next: Consequence = { do: 'another-form', form: { plain: true } };
    expect(outcome(sent, { do: 'post' }, unusable, { own: next })).toEqual({ result: {} });
    expect(outcome(shown, EDIT, unusable, { own: next })).toEqual({});
  });

  test('R22: stores the next try of a refused message under its own name', () => {
    const { result } = outcome(line, LINE, unusable, { own: { do: 'retry-later' } });
    expect(result).toMatchObject({ retries: { breach: { times: 1, version: 2 } } });
  });
});
