import { describe, expect, test } from '@jest/globals';
import { fc } from '../../fixtures/fast-check.ts';
import * as z from 'zod/mini';
import { awsSettings } from '../../../lib/config/aws-settings.ts';
import { type Names, namesOf, SECONDS, TABLE, WAKE_UP } from '../../../lib/config/names.ts';
import type { DeliverableEvent } from '../../../lib/workflows/ports/events.ts';
import { rowOf, makeTicket } from '../../fixtures/domain/make-ticket.ts';
import { NOW } from '../../fixtures/domain/made-up.ts';

describe('TABLE', () => {
  test.each([TABLE.attention, TABLE.closed])(
    'R3: the index $name projects at most 20 attributes, each once',
    (index) => {
      expect(index.projected.length).toBeLessThanOrEqual(20);
      expect(new Set<string>(index.projected).size).toBe(index.projected.length);
    },
  );

  test('R3: no index projects a key, since DynamoDB does that by itself', () => {
    for (const { projected, partitionKey, sortKey } of [TABLE.attention, TABLE.closed])
      for (const key of [TABLE.partitionKey, TABLE.sortKey, partitionKey, sortKey])
        expect(projected).not.toContain(key);
  });

  test('R3: attention projects everything that a poll reads of a row, and the rank for drains', () => {
    const optional = {
      lookUpAt: NOW,
      nextStepAt: NOW,
      claimedBy: 'U0MADEUP',
      closedAt: NOW,
      attentionAt: NOW,
    };
    const row = rowOf(makeTicket(optional));
    const { market, vendorId, source, inquiryId, answerId, attentionAt, ...attributes } = row;
    expect(Object.keys(attributes).length).toBeGreaterThanOrEqual(15);
    expect([...TABLE.attention.projected]).toEqual(
      expect.arrayContaining([...Object.keys(attributes), 'rank']),
    );
  });

  test('no free text of a buyer or an agent is projected', () => {
    for (const { projected } of [TABLE.attention, TABLE.closed]) expect(projected).not.toContain('text');
  });
});

describe('SECONDS', () => {
  test('R5, R18: have the values of the protocol', () => {
    expect(SECONDS).toEqual({ notifyTimeout: 120, leaseBeyondTimeout: 10, pollStopsBefore: 10 });
  });
});

describe('WAKE_UP', () => {
  test('R18: is not an event of a ticket or a notice: those are for other listeners', () => {
    const types: Record<DeliverableEvent['type'], true> = {
      TicketOpened: true,
      TicketChanged: true,
      TicketWarned: true,
      TicketClosed: true,
      TicketReopened: true,
      ActAsked: true,
      NoticeChanged: true,
      BlindnessChanged: true,
      ShiftWarned: true,
    };
    expect(Object.keys(types)).not.toContain(WAKE_UP);
  });
});

describe('namesOf', () => {
  /** None, or any that the configuration takes, also such as look like parts of names. */
  const prefixes = fc.option(
    fc
      .array(fc.constantFrom('a', 'b', '7', '-', '/', 'Notifier', 'coupang', 'slack', 'egress'), {
        maxLength: 4,
      })
      .map((parts) => parts.join(''))
      .filter((namePrefix) => z.safeParse(awsSettings.namePrefix, namePrefix).success),
    { nil: undefined },
  );
  const listNames = ({ stacks, bus, metrics, secrets }: Names): string[] => [
    ...Object.values(stacks),
    bus,
    metrics,
    secrets.coupang('KR', 'A00012345'),
    secrets.slack,
  ];
  /** The patterns of roles and policies: what CloudFormation names, and the secrets. */
  const listPatterns = ({ stacks, secrets }: Names): string[] => [
    ...Object.values(stacks).map((stack) => `${stack}-*`),
    secrets.coupang('*', '*'),
    `${secrets.slack}*`,
  ];
  const matches = (pattern: string, name: string): boolean =>
    new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name);

  test('O12: no name or pattern of one deployment matches a name of another', () => {
    fc.assert(
      fc.property(prefixes, prefixes, (prefix, other) => {
        fc.pre(prefix !== other);
        const names = namesOf({ namePrefix: other });
        const others = [
          ...listNames(names),
          ...Object.values(names.stacks).map((stack) => `${stack}-Made1A-UP`),
        ];
        const own = namesOf({ namePrefix: prefix });
        expect(listNames(own).filter((name) => others.includes(name))).toEqual([]);
        const fits = listPatterns(own).filter((pattern) => others.some((name) => matches(pattern, name)));
        expect(fits).toEqual([]);
      }),
    );
  });

  test('O12: the longest prefix leaves room for the whole stack name in CloudFormation', () => {
    const { stacks } = namesOf({ namePrefix: 'production' });
    expect(Object.values(stacks).map(({ length }) => length)).toEqual([25, 19]);
  });

  test('secrets keep the keys of the same vendor id in two markets apart', () => {
    const { secrets } = namesOf({});
    expect(secrets.coupang('KR', 'A00012345')).not.toBe(secrets.coupang('TW', 'A00012345'));
  });
});
