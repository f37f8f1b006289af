import { withFields } from '../../../fixtures/domain/make-ticket.ts';
import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import type { Notice } from '../../../../lib/domain/notice/notice.ts';
import type { NoticeFacts } from '../../../../lib/domain/notice/notice-facts.ts';
import { type ReachedStep, STEP_NAMES } from '../../../../lib/domain/ticket/step.ts';
import { buildNotice } from '../../../../lib/slack/notices/build-notice.ts';
import { makeNotice } from '../../../fixtures/domain/make-notice.ts';
import { arbitraryNoticeFacts } from '../arbitrary-notice.ts';
import { arbitraryLabel, arbitraryTicket } from '../arbitrary-ticket.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';
import { textsOf } from '../texts-of.ts';
import { faultsOfMessage } from '../validate-blocks.ts';
import { MINUTE } from '../../../fixtures/domain/made-up.ts';

/** 14:32 in Seoul. */
const UNTIL = DUE_AT + 15 * MINUTE;
const SINCE = UNTIL - 24 * MINUTE;
/** As long as Slack's own links are. */
const LINK =
  'https://made-up.slack.com/archives/C0123456789/p1795583820000100?thread_ts=1795583800.000100&cid=C0123456789';
const ko = madeUpVendor();
const noticeOf = (facts: NoticeFacts): Notice => makeNotice(`blind/call-center/${SINCE}`, facts);
const build = (facts: NoticeFacts, vendor = ko) =>
  buildNotice(noticeOf(facts), { vendor, now: UNTIL, members: [] });

describe('an unusable item (R13)', () => {
  const facts: NoticeFacts = {
    about: 'unusable',
    status: 'NO_ANSWER',
    count: 1,
    problem: 'inquiryId: expected string, <!channel>',
  };

  test('names the list, where to look, and that there can be no card; the fault is for engineers', () => {
    const notice = build(facts);
    expect(textsOf(notice.blocks)).toEqual([
      '⚠️ 표시할 수 없는 문의 1건 · 미답변 목록 · AA몰',
      '문의번호를 확인할 수 없어 카드를 올리지 못했습니다. WING &gt; 고객센터 문의에서 직접 확인하세요.',
      '[WING 열기](https://wing.coupang.com/tenants/cs/csinquiry)',
    ]);
    expect(notice.text).toBe('[표시할 수 없는 문의] 1건 · 미답변 목록 · WING을 직접 확인하세요 · AA몰');
  });
});

describe('any notice', () => {
  const anyNotice = fc
    .tuple(arbitraryNoticeFacts, fc.boolean())
    .map(([facts, isReplacing]) =>
      withFields(noticeOf(facts), { ...(isReplacing && { replaced: { channel: 'C0CS', ts: '1.1' } }) }),
    );

  test('R22: states that it replaces another notice, with a link if there is one', () => {
    const notice = withFields(noticeOf({ about: 'unusable', status: 'TRANSFER', count: 1, problem: 'x' }), {
      replaced: { channel: 'C0CS', ts: '1.1' },
    });
    const context = { vendor: ko, now: UNTIL, members: [madeUpTicket()] };
    expect(textsOf(buildNotice(notice, context).blocks).at(-1)).toBe(
      '↪️ 더 이상 수정할 수 없는 이전 메시지를 대신합니다.',
    );
    const back = 'https://made-up.slack.com/archives/C0CS/p1';
    expect(textsOf(buildNotice(notice, { ...context, back }).blocks).at(-1)).toBe(
      `↪️ 더 이상 수정할 수 없는 이전 메시지를 대신합니다. <${back}|이전 메시지>`,
    );
  });

  test('C6: is accepted by Slack, in blocks and as plain text, without anything hostile', () => {
    fc.assert(
      fc.property(
        anyNotice,
        fc.array(arbitraryTicket, { maxLength: 24 }),
        fc.record({
          label: arbitraryLabel,
          language: fc.constantFrom('ko', 'en', 'zh-TW'),
          inTimeThreshold: fc.constantFrom(0, 0.07, 0.95, 1),
        }),
        (notice, members, settings) => {
          const mentions = { 'last-shift': ['S0CONFIGURED'] };
          const mentioning = { mentionOnNew: ['S0CONFIGURED'], mentions };
          const vendor = madeUpVendor({ ...settings, ...mentioning });
          const message = buildNotice(notice, { vendor, now: UNTIL, members, linkTo: () => LINK });
          expect(faultsOfMessage(message)).toEqual([]);
          expect(JSON.stringify(message)).not.toMatch(/NaN|Infinity|undefined|null/);
          expect(message.text).toMatch(/^\[[^\]]+\] \S/);
        },
      ),
      { numRuns: 400 },
    );
  });

  test('C6: fits into one message with twenty lines of the longest texts, or counts them', () => {
    const long = `"\\&<`.repeat(400);
    const steps = STEP_NAMES.map((name, at): ReachedStep => ({ name, deadline: DUE_AT, at: SINCE + at }));
    const ticket = madeUpTicket({
      product: long,
      inquiryId: long,
      claimedBy: long,
      state: 'unverified',
      steps,
    });
    const members = Array.from({ length: 25 }, () => ticket);
    const listed = { count: 25, lines: members.map(({ key, facts }) => ({ ...key, ...facts })) };
    const [endsAt, nextEndsAt] = [SINCE, UNTIL];
    const notices: NoticeFacts[] = [
      { about: 'last-shift', members: [], endsAt, nextShiftAt: UNTIL },
      { about: 'opening', members: [], since: SINCE, until: UNTIL },
      { about: 'hand-over', endsAt, nextEndsAt, unclaimed: listed, claimed: listed, dueSoon: listed },
    ];
    for (const language of ['ko', 'en', 'zh-TW'] as const)
      for (const facts of notices) {
        const vendor = madeUpVendor({ language, label: long.slice(0, 40) });
        const message = buildNotice(noticeOf(facts), { vendor, now: UNTIL, members, linkTo: () => LINK });
        expect(faultsOfMessage(message)).toEqual([]);
        expect(textsOf(message.blocks).join('\n')).toMatch(/외 \d+건|\+\d+ more|還有 \d+ 件/);
      }
  });

  test('has a push text without words of a product, a problem or an address', () => {
    fc.assert(
      fc.property(anyNotice, fc.constantFrom('ko', 'en', 'zh-TW'), (notice, language) => {
        const vendor = madeUpVendor({ language });
        const members = [madeUpTicket({ product: 'SECRETWORD', text: 'SECRETWORD' })];
        const open = {
          source: 'call-center',
          inquiryId: 'SECRETWORD',
          answerId: 'SECRETWORD',
          kind: 'reply',
          dueAt: DUE_AT,
          product: 'SECRETWORD',
        } as const;
        const listed = { count: 1, lines: [open] };
        const lists = { dueSoon: listed, unclaimed: listed, claimed: listed };
        const secret = withFields(notice, {
          facts: {
            ...notice.facts,
            ...('worst' in notice.facts && {
              worst: [{ category: 'SECRETWORD', missed: 1, counted: 1 }],
              dueBeforeNextShift: listed,
            }),
            ...('handOver' in notice.facts && { handOver: { ...notice.facts.handOver, ...lists } }),
            ...('dueSoon' in notice.facts && lists),
            ...('deadlines' in notice.facts && { deadlines: [open] }),
            ...('ip' in notice.facts && { ip: 'SECRETWORD' }),
            ...('problem' in notice.facts && { problem: 'SECRETWORD' }),
          },
        });
        expect(buildNotice(secret, { vendor, now: UNTIL, members }).text).not.toContain('SECRETWORD');
      }),
    );
  });
});
