import { expect, test, describe } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import {
  isUnannounced,
  isUncounted,
  ownPostId,
  provisionalId,
  readTicketId,
  ticketId,
} from '../../../../lib/domain/ticket/ticket-id.ts';
import type { AttentionRow, ClosedRow } from '../../../../lib/domain/ticket/ticket.ts';
import { makeKey, makeRow } from '../../../fixtures/domain/make-ticket.ts';
import { MINUTE, NOW } from '../../../fixtures/domain/made-up.ts';
import { lineName, isStepLine, lineOf } from '../../../../lib/domain/ticket/line.ts';
import { STEP_NAMES } from '../../../../lib/domain/ticket/step.ts';

test('a ticket is found by its name, with each digit', () => {
  const id = fc.bigInt({ min: 0n, max: 2n ** 63n }).map(String);
  fc.assert(
    fc.property(
      id,
      fc.oneof(id, id.map(provisionalId)),
      fc.constantFrom('KR', 'TW'),
      (inquiryId, answerId, market) => {
        const key = makeKey({ inquiryId, answerId, market });
        expect(readTicketId(ticketId(key))).toEqual(key);
      },
    ),
  );
});

test.each([
  '',
  'KR/A00012345/call-center/1',
  'KR/A00012345/call-center/1/2/3',
  'US/A00012345/call-center/1/2',
  'KR/A00012345/online/1/2',
  'KR/A0001#2345/call-center/1/2',
  'KR/A00012345/call-center/1/x',
  'KR/A00012345/call-center/1/after-',
  'KR/A00012345/call-center/1/after-x',
  'KR/A00012345/call-center/1/2\n',
  ' KR/A00012345/call-center/1/2',
  `KR/A00012345/call-center/${'1'.repeat(31)}/2`,
])('%j does not name a ticket', (id) => {
  expect(readTicketId(id)).toBeUndefined();
});

test.each([
  ['a request', '7', '7'],
  ['a provisional request', 'after-3', undefined],
  ['a provisional request without any post', provisionalId(), undefined],
  ['a question', '0', undefined],
])('R10: the post that %s has of its own', (_what, answerId, postId) => {
  expect(ownPostId({ answerId })).toBe(postId);
});

test.each<[string, Partial<AttentionRow>, boolean]>([
  ['a provisional ticket without a fingerprint or a card', {}, true],
  ['a provisional ticket with a fingerprint', { fingerprint: 'made-up' }, false],
  ['a provisional ticket with a card', { shownVersion: 1 }, false],
  ['a ticket of a post', { answerId: '3' }, false],
])('R10: people do not see it yet: %s', (_what, fields, is) => {
  const { fingerprint: _, ...row } = makeRow({ answerId: 'after-3', shownVersion: 0 });
  expect(isUnannounced({ ...row, ...fields })).toBe(is);
});

test.each<[string, Partial<ClosedRow>, boolean]>([
  ['a replaced ticket', { outcome: 'replaced' }, true],
  ['a provisional ticket that left the lists before people saw it', { answerId: 'after-3' }, true],
  ['a provisional ticket that people saw', { answerId: 'after-3', closedAt: NOW + 5 * MINUTE }, false],
  ['a provisional ticket that was answered', { answerId: 'after-3', outcome: 'answered' }, false],
  ['a ticket of a post', {}, false],
])('R10: no figure counts it: %s', (_what, fields, is) => {
  const times = { openedAt: NOW, askedAt: NOW, dueAt: NOW, closedAt: NOW + 5 * MINUTE - 1 };
  const closed: ClosedRow = { ...makeKey(), kind: 'reply', outcome: 'unknown', steps: [], ...times };
  expect(isUncounted({ ...closed, ...fields })).toBe(is);
});

describe('the name of a line', () => {
  test.each(STEP_NAMES)(
    '`%s` is parsed with its deadline, in the thread and in a channel of its own',
    (name) => {
      const step = { name, deadline: NOW };
      expect(lineOf(lineName('step', step))).toEqual({ type: 'step', ...step });
      expect(lineOf(lineName('escalation', step))).toEqual({ type: 'escalation', ...step });
      expect(isStepLine(lineOf(lineName('step', step)))).toBe(true);
    },
  );

  test('is parsed as the change of a version, or as a breach', () => {
    expect(lineOf('changed-2')).toEqual({ type: 'changed', version: 2 });
    expect(lineOf('closed-13')).toEqual({ type: 'closed', version: 13 });
    expect(lineOf('reopened-4')).toEqual({ type: 'reopened', version: 4 });
    expect(lineOf('breach')).toEqual({ type: 'breach' });
    for (const name of ['changed-2', 'breach'] as const) expect(isStepLine(lineOf(name))).toBe(false);
  });
});
