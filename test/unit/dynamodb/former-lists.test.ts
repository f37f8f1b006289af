import { describe, expect, test } from '@jest/globals';
import { RANKS, rankOf } from '../../../lib/domain/delivery/urgency.ts';
import { newNoticeItem, parseNotice } from '../../../lib/dynamodb/notice-item.ts';
import { newTicketItem, parseTicket } from '../../../lib/dynamodb/ticket-item.ts';
import { makeNewTicket, makeTicket, type TicketFields } from '../../fixtures/domain/make-ticket.ts';
import { NOW } from '../../fixtures/domain/made-up.ts';
import { madeUpList, madeUpListFacts } from './made-up-notices.ts';

const { members } = madeUpListFacts();

describe('a notice of an earlier release', () => {
  const read = (facts: object) => parseNotice({ ...newNoticeItem(madeUpList(1)), sk: 'digest/1', facts });

  test('is read as a list of new tickets if it is a digest', () => {
    const { facts, key, outbox } = read({ about: 'digest', members, past: 2, linked: true });
    expect(facts).toEqual({ about: 'list', of: 'new', members, by: outbox.changedAt });
    expect(key.notice).toBe('digest/1');
  });

  test('is read as a list of its sort if it is a bundle', () => {
    expect(read({ about: 'bundle', members, of: 'escalation/1h', at: 7 }).facts).toEqual({
      about: 'list',
      of: 'escalation/1h',
      members,
      by: 7,
    });
  });
});

describe('a ticket of an earlier release', () => {
  const read = (attributes: object, fields: TicketFields = {}) => {
    const ticket = makeTicket(fields);
    return parseTicket({
      ...newTicketItem(makeNewTicket('1')),
      ...ticket.facts,
      ...ticket.delivery,
      ...attributes,
    });
  };
  const step = `step/1h/${NOW}` as const;

  test('belongs to the digest that it names, until its card is in Slack', () => {
    const waiting = read({ announcement: 'digest/1' });
    expect(waiting).toMatchObject({
      facts: { announcement: 'card' },
      delivery: { posted: { card: 'in/digest/1' } },
    });
    expect(rankOf(waiting)).toBe(RANKS.threadCard);
    const shown = read({ announcement: 'digest/1', channel: 'C0CS', ts: '1.1' });
    expect(shown.facts.announcement).toBe('card');
    expect(shown.delivery.posted).toEqual({});
    const replaced = { channel: 'C0CS', ts: '1.1' };
    expect(read({ announcement: 'digest/1', replaced }).delivery.posted).toEqual({});
  });

  test('has a line in the bundle that the line names, until the line was sent or passed', () => {
    const history = [{ name: step, at: NOW, bundle: 5 }];
    const waiting = read({ history });
    expect(waiting.facts.history).toEqual([{ name: step, at: NOW }]);
    expect(waiting.delivery.posted).toEqual({ [step]: 'in/bundle/step/1h/5' });
    expect(read({ history, posted: { [step]: '1.2' } }).delivery.posted).toEqual({ [step]: '1.2' });
    expect(read({ history: [{ name: 'breach', at: NOW, bundle: 5 }] }).delivery.posted).toEqual({
      breach: 'in/bundle/breach/5',
    });
  });
});
