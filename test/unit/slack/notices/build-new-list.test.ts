import { withoutFields, withFields } from '../../../fixtures/domain/make-ticket.ts';
import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { buildNewList } from '../../../../lib/slack/notices/build-new-list.ts';
import { arbitraryLabel, arbitraryTicket, hostileText } from '../arbitrary-ticket.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';
import { textsOf } from '../texts-of.ts';
import { faultsOfMessage } from '../validate-blocks.ts';
import { HOUR } from '../../../fixtures/domain/made-up.ts';

const ko = madeUpVendor();
const en = madeUpVendor({ language: 'en' });
const listOf = (members: Ticket[], vendor = ko) =>
  buildNewList(members, { vendor, now: DUE_AT - HOUR, linkTo: () => undefined });
/** This many tickets. The last one is due first. */
const many = (count: number): Ticket[] =>
  Array.from({ length: count }, (_, at) =>
    madeUpTicket({ inquiryId: `${count - at}`, dueAt: DUE_AT + (count - at) * HOUR }),
  );

const reply = madeUpTicket({ dueAt: DUE_AT + HOUR });
const confirm = madeUpTicket({ inquiryId: '2', kind: 'confirm' });
const answered = madeUpTicket({
  inquiryId: '3',
  dueAt: DUE_AT - HOUR,
  state: 'closed',
  outcome: 'answered',
});

describe('a list of new tickets (D5, D6, R24)', () => {
  test('links to each card that is in its thread', () => {
    const shown = withFields(reply, { channel: 'C0CS', ts: '1.2', threadTs: '1.1' });
    const link = 'https://made-up.slack.com/archives/C0CS/p12';
    const linkTo = ({ ts }: { ts?: string }) => (ts === undefined ? undefined : link);
    const [, lines] = textsOf(buildNewList([shown, confirm], { vendor: ko, now: DUE_AT, linkTo }).blocks);
    expect(lines).toMatch(/인조가죽 스커트 Khaki L · 문의번호 `2`\n/);
    expect(lines).toContain(`인조가죽 스커트 Khaki L · <${link}|카드>`);
  });

  test('shows twenty tickets, the first by deadline, and the number of the others', () => {
    const linesOf = (count: number): string[] =>
      textsOf(listOf(many(count)).blocks)
        .slice(1, -1)
        .flatMap((text) => text.split('\n'));
    expect(linesOf(20)).toHaveLength(20);
    const lines = linesOf(23);
    expect(lines).toHaveLength(21);
    expect(lines.map((line) => /`(\d+)`$/.exec(line)?.[1])).toEqual([
      ...Array.from({ length: 20 }, (_, at) => `${at + 1}`),
      undefined,
    ]);
    expect(lines.at(-1)).toBe('외 3건');
    expect(textsOf(listOf(many(21), en).blocks)).toContain('+1 more');
  });

  test('C4: mentions the people of a new card once, while one ticket is open', () => {
    const vendor = madeUpVendor({ mentionOnNew: ['S0CS', 'U0CS'] });
    const mentions = (members: Ticket[]) =>
      JSON.stringify(listOf(members, vendor)).match(/<!subteam\^S0CS> <@U0CS>/g) ?? [];
    expect(mentions([reply, confirm, answered])).toHaveLength(1);
    expect(mentions([answered])).toHaveLength(0);
    expect(JSON.stringify(listOf([reply]))).not.toMatch(/<@|<!(?!date)/);
  });

  test('leaves no gap for a ticket without a product', () => {
    const rest = withoutFields(confirm, 'product');
    expect(textsOf(listOf([rest]).blocks)[1]).toMatch(/> · 미확인 · 문의번호 `2`$/);
  });

  test('C6: is accepted by Slack, and no hostile product, number or shop mentions or links', () => {
    fc.assert(
      fc.property(
        fc.array(arbitraryTicket, { maxLength: 24 }),
        arbitraryLabel,
        fc.constantFrom('ko', 'en', 'zh-TW'),
        (members, label, language) => {
          const vendor = madeUpVendor({ label, language, mentionOnNew: ['S0CONFIGURED'] });
          const list = listOf(members, vendor);
          expect(faultsOfMessage(list)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('C6: fits into one message with twenty tickets of the longest texts', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const long = `${text.slice(0, 30)}"\\&<`.repeat(40);
        const members = many(25).map((ticket) => withFields(ticket, { product: long, inquiryId: long }));
        expect(faultsOfMessage(listOf(members, en))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
