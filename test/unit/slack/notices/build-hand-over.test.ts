import { describe, expect, test } from '@jest/globals';
import type { HandOverFacts, OpenLine } from '../../../../lib/domain/notice/notice-facts.ts';
import { buildHandOver } from '../../../../lib/slack/notices/build-hand-over.ts';
import type { VendorConfig } from '../../../../lib/config/schema.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';
import { textsOf } from '../texts-of.ts';
import { faultsOfMessage } from '../validate-blocks.ts';

const DATE = '<!date^1795583820^{date_short_pretty} {time}|11/25(수) 14:17>';
const line: OpenLine = {
  source: 'call-center',
  inquiryId: '1',
  answerId: '11',
  kind: 'reply',
  dueAt: DUE_AT,
  product: '인조가죽 스커트',
};
const claimed: OpenLine = { ...line, inquiryId: '2', kind: 'confirm', claimedBy: 'U0CLAIMER' };
const later: OpenLine = { ...line, inquiryId: '3' };
const laterClaimed: OpenLine = { ...claimed, inquiryId: '4' };
const facts: HandOverFacts = {
  about: 'hand-over',
  // Wednesday 18:00 in Seoul.
  endsAt: Date.UTC(2026, 10, 25, 9, 0),
  nextEndsAt: Date.UTC(2026, 10, 26, 9, 0),
  dueSoon: { count: 2, lines: [line, claimed] },
  unclaimed: { count: 1, lines: [later] },
  claimed: { count: 1, lines: [laterClaimed] },
};
const ko = madeUpVendor();
const link = 'https://made-up.slack.com/archives/C0CS/p1';
const build = (
  handOver: HandOverFacts,
  vendor: VendorConfig,
  cards: readonly Ticket[] = [],
  now = handOver.endsAt - 1,
) => {
  const linkTo = ({ ts }: { ts?: string }) => (ts === undefined ? undefined : link);
  return buildHandOver(handOver, vendor, { members: cards, linkTo }, now);
};

describe('a hand-over at the end of a shift (S7)', () => {
  test('C4: mentions nobody once the shift is over', () => {
    const late = textsOf(build(facts, ko, [], facts.endsAt).blocks);
    expect(late.join('\n')).not.toContain('<@');
    expect(late[3]).toBe(
      `*그 이후 마감 · 담당 있음 1건*\n⛔ ${DATE} · 미확인 · 인조가죽 스커트 · 담당 있음 · 문의번호 \`4\``,
    );
  });

  test('links to each card that is in Slack', () => {
    const card = madeUpTicket({ inquiryId: '1', answerId: '11', channel: 'C0CS', ts: '1.1' });
    const other = madeUpTicket({ inquiryId: '2', answerId: '12', channel: 'C0CS', ts: '1.2' });
    const [, soon] = textsOf(build(facts, ko, [card, other]).blocks);
    expect(soon).toContain(`인조가죽 스커트 · <${link}|카드>`);
    // Another hand-over of the same inquiry.
    expect(soon).toContain('담당 <@U0CLAIMER> · 문의번호 `2`');
  });

  test('shows up to twenty of each list, and the number of the others', () => {
    const many = { count: 300, lines: Array.from({ length: 25 }, () => claimed) };
    const notice = build({ ...facts, unclaimed: many, claimed: many, dueSoon: many }, ko);
    expect(textsOf(notice.blocks).filter((text) => text === '외 280건')).toHaveLength(3);
    expect(faultsOfMessage(notice)).toEqual([]);
  });
});
