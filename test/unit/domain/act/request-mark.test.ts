import { expect, test } from '@jest/globals';
import { requestMark } from '../../../../lib/domain/act/reply-content.ts';
import {
  makeShownTicket,
  makeTicket,
  withFields,
  type TicketFields,
} from '../../../fixtures/domain/make-ticket.ts';
import { NOW } from '../../../fixtures/domain/made-up.ts';

test.each<TicketFields>([{ kind: 'confirm' }, { text: 'Something else.' }, { askedAt: NOW - 1 }])(
  'R28: the mark differs if the request differs: %j',
  (changed) => {
    expect(requestMark(withFields(makeTicket(), changed))).not.toBe(requestMark(makeTicket()));
  },
);

test('R28: a claim, a warning and changes in Slack do not change the mark', () => {
  const claimed = makeShownTicket({ version: 9, claimedBy: 'U0MADEUP1', claimedAt: NOW, product: 'x' });
  expect(requestMark(claimed)).toBe(requestMark(makeTicket()));
});
