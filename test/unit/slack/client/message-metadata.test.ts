import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { matchMessage, messageMetadata } from '../../../../lib/slack/client/message-metadata.ts';
import { madeUpTicket } from '../made-up-ticket.ts';

const ticket = madeUpTicket();
const ts = '1795583820.000100';

describe('message metadata', () => {
  test('R19: names the ticket and the message, and contains nothing else of the ticket', () => {
    expect(messageMetadata(ticket.key, 'changed-2')).toEqual({
      event_type: 'coupang_ticket',
      event_payload: { key: 'KR/A00012345/call-center/1015668177/900719925474099312', name: 'changed-2' },
    });
  });

  test('is recognised in a message', () => {
    expect(
      matchMessage({ ts, metadata: messageMetadata(ticket.key, 'card'), text: 'x' }, ticket.key, 'card'),
    ).toBe(ts);
  });

  test.each([
    ['another name', { ts, metadata: messageMetadata(ticket.key, 'breach') }],
    ['another ticket', { ts, metadata: messageMetadata({ ...ticket.key, answerId: '2' }, 'card') }],
    ['another app', { ts, metadata: { ...messageMetadata(ticket.key, 'card'), event_type: 'other_ticket' } }],
    ['no metadata', { ts }],
    ['metadata without its payload', { ts, metadata: { event_type: 'coupang_ticket' } }],
    ['no ts', { metadata: messageMetadata(ticket.key, 'card') }],
    ['an odd ts', { ts: '<!channel>', metadata: messageMetadata(ticket.key, 'card') }],
    ['nothing', null],
  ])('does not match %s', (_name, message) => {
    expect(matchMessage(message, ticket.key, 'card')).toBeUndefined();
  });

  test('matches no other value, and accepts any value', () => {
    fc.assert(
      fc.property(fc.anything(), (message) => matchMessage(message, ticket.key, 'card') === undefined),
    );
  });
});
