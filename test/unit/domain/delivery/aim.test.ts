import { describe, expect, test } from '@jest/globals';
import { type Aim, aimOf, restKey, waitKeys } from '../../../../lib/domain/delivery/aim.ts';
import type { Deliverable } from '../../../../lib/domain/delivery/deliverable.ts';
import type { Form } from '../../../../lib/domain/delivery/destination.ts';
import type { DeliveryAction } from '../../../../lib/domain/delivery/plan-delivery.ts';
import { makeList } from '../../../fixtures/domain/make-notice.ts';
import { makeTicket } from '../../../fixtures/domain/make-ticket.ts';
import { NOW } from '../../../fixtures/domain/made-up.ts';

const channels = { channel: 'C0CS', fallbackChannel: 'C0OPS', stepChannels: {} };
const thread = { channel: 'C0OLD', ts: '1.2' };
const ticket = makeTicket();
const list = makeList();
const shown = makeTicket({ channel: 'C0CS', ts: '1.1', posted: { 'changed-2': '1.5' } });
const looked = makeTicket({ attempt: { name: 'card', channel: 'C0SENT', at: NOW, token: 'made-up' } });
const retry = { at: NOW, version: 1, since: NOW, times: 1, reason: 'invalid_blocks' };
const refused = makeTicket({ ...shown.delivery, retries: { 'changed-2': retry } });
type Planned = { action: DeliveryAction; thread?: Form['thread']; form?: Form };

const line = { name: 'breach', at: NOW } as const;

describe('the destination and form of an action (R22, R24)', () => {
  const post = (name: 'card' | 'notice' | 'breach', home: string, more: Partial<Aim> = {}) => ({
    method: 'post',
    name,
    to: { channel: home },
    home,
    channel: home,
    form: {},
    ...more,
  });
  const inThread = { to: { channel: 'C0OLD', threadTs: '1.2' }, form: { thread } };
  const underCard = { to: { channel: 'C0CS', threadTs: '1.1' }, form: { plain: true } };
  const fallback = { fallback: true };
  const inFallback = { to: { channel: 'C0OPS' }, channel: 'C0OPS', form: fallback };
  const edit = { method: 'edit', channel: 'C0CS', form: {} };
  const lookUp = { method: 'look-up', channel: 'C0SENT', form: {} };
  const card = { action: { do: 'post' } } as const;
  const inListThread = { ...card, thread };
  const notice = { ...card, form: fallback };
  const ofCard = { action: { do: 'post-line', line }, form: underCard.form } as const;
  const redact = { action: { do: 'redact-line', name: 'changed-2' } } as const;
  const pass: Planned = { action: { do: 'pass', names: ['changed-2'] } };

  test.each<[string, Deliverable, Planned, unknown]>([
    ['a card goes into the channel', ticket, card, post('card', 'C0CS')],
    ['a card of a list goes into its thread', ticket, inListThread, post('card', 'C0OLD', inThread)],
    ['a notice in the fallback channel keeps its home', list, notice, post('notice', 'C0CS', inFallback)],
    ['a line goes into the thread of its card', shown, ofCard, post('breach', 'C0CS', underCard)],
    ['an edit goes to the card', shown, { action: { do: 'edit' } }, edit],
    ['a line is redacted with blocks first', shown, redact, edit],
    ['a line is redacted as text alone after a refusal', refused, redact, { ...edit, form: { plain: true } }],
    ['an attempt is looked up where it was sent', looked, { action: { do: 'look-up' } }, lookUp],
    ['passed lines need no call', shown, pass, undefined],
  ])('%s', (_what, deliverable, { action, ...given }, aim) => {
    expect(aimOf(deliverable, action, { channels, ...given })).toEqual(aim);
  });
});

describe('the waits of an action (R21)', () => {
  const post = aimOf(ticket, { do: 'post' }, { channels, form: { fallback: true } });

  test('include those of its channel for a post, also for a channel that accepts nothing', () => {
    expect(waitKeys(post)).toEqual(['post:C0OPS', 'channel:C0CS', 'token', 'slack']);
  });

  test('exclude those of posts for an edit, and all for an action without a call', () => {
    expect(waitKeys(aimOf(shown, { do: 'edit' }, { channels }))).toEqual(['edit:C0CS', 'token', 'slack']);
    expect(waitKeys(undefined)).toEqual([]);
  });

  test.each([
    ['method', 'post:C0OPS'],
    ['channel', 'channel:C0CS'],
    ['token', 'token'],
    ['slack', 'slack'],
  ] as const)('include the wait on the %s of a post in the fallback channel', (on, key) => {
    expect(post && restKey({ on, forMs: 1 }, post)).toBe(key);
  });
});
