import { describe, expect, test } from '@jest/globals';
import type { Failure } from '../../../../lib/domain/reading/vendor-state.ts';
import type { Board, SlackSight } from '../../../../local/board/board.ts';
import type { PollSummary } from '../../../../local/common/describe-poll.ts';
import { createPollLog } from '../../../../local/page/board/poll-log.ts';
import { renderPolls, renderProblems } from '../../../../local/page/board/render-polls.ts';
import { createView } from '../../../../local/page/view.ts';
import { NOW, PAGE_VENDOR, VENDOR } from './page-parts.ts';
import { HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { renderSlack, renderSlackProblem } from '../../../../local/page/board/render-slack.ts';
import { createSlackLog, type SlackNews } from '../../../../local/page/board/slack-log.ts';

const KO = createView('ko', [PAGE_VENDOR]);

describe('the last poll on the page', () => {
  const SUMMARY = {
    result: 'swept',
    readings: 2,
    completeReadings: 2,
    listed: 5,
    opened: 1,
    changed: 0,
    closed: 0,
    reopened: 0,
    unverified: 0,
    published: 1,
    unusable: 0,
  };
  const SEEING = { ...VENDOR, label: 'AA몰', polledAt: NOW, sight: { is: 'sighted' } as const, held: [] };
  const IP = { cause: 'ip-not-allowed', ip: '192.0.2.1' } as const;
  const after = (summary: PollSummary) => {
    const polls = createPollLog(() => NOW);
    polls.noteSummary(VENDOR, summary);
    return polls;
  };
  const line = async (vendor: Board['vendors'][number], polls: ReturnType<typeof after>) =>
    String(await renderPolls([vendor], polls, KO, NOW))
      .replaceAll(/<[^>]*>|\s+/g, ' ')
      .replaceAll(/ +/g, ' ');
  const problems = async (vendors: Board['vendors'], polls: ReturnType<typeof after>) =>
    String(await renderProblems(vendors, polls, KO));

  test('shows the product questions beside the hand-overs, or how much of their list was read', async () => {
    const read = { readings: 5, completeReadings: 5, listed: 3, opened: 2 };
    const product = { ...SUMMARY, ...read, source: 'product' as const };
    const handOvers = { ...SUMMARY, source: 'call-center' as const };
    const withQuestions = (questions: typeof product) =>
      line(SEEING, after({ ...SUMMARY, sources: [handOvers, questions] }));
    expect(await withQuestions(product)).toContain('쿠팡 목록 5건 · 새 문의 1 · 🛍️ 상품 문의 3건 새 문의 2');
    const partly = { ...product, completeReadings: 4, opened: 0 };
    expect(await withQuestions(partly)).toContain('🛍️ 상품 문의 목록 4/5만 조회됨');
    const stopped = { ...partly, readings: 0, completeReadings: 0 };
    expect(await withQuestions(stopped)).not.toContain('🛍️');
  });

  test('shows its results', async () => {
    const polls = after(SUMMARY);
    expect(await line(SEEING, polls)).toContain('정상 조회 · 쿠팡 목록 5건 · 새 문의 1');
    const partly = after({ ...SUMMARY, completeReadings: 1 });
    expect(await line(SEEING, partly)).toContain('목록 1/2만 조회됨');
    expect(await problems([SEEING], polls)).toBe('');
  });

  test('R6: reports that the clocks differ by minutes', async () => {
    const [polls, vendor] = [after(SUMMARY), { ...SEEING, clockDiffersByMs: -419_000 }];
    expect(await line(vendor, polls)).toContain('쿠팡과 이 컴퓨터의 시계가 7분 차이 납니다');
    expect(await line(SEEING, polls)).not.toContain('시계');
  });

  test('R5: names the calls that rest while the recent week is read, and says what to do', async () => {
    const stop = { since: NOW, until: NOW + HOUR, code: 'MADE_UP', problem: 'made up' };
    const down = { ...stop, calls: 'look-up/call-center', cause: 'coupang-down' } as const;
    const throttled = { ...stop, calls: 'older/call-center', cause: 'throttled' } as const;
    const [polls, vendor] = [after(SUMMARY), { ...SEEING, held: [down] }];
    expect(await line(vendor, polls)).toMatch(
      /정상 조회 .*한 건씩의 조회 \(고객센터 이관\) 일시 중지 \(시작 \S*05:00\S* , 재개 \S*06:00\S* \): 쿠팡 접속 장애 \( MADE_UP \)\. 자동으로 재개됩니다/,
    );
    expect(await problems([vendor], polls)).toBe('');
    expect(await line({ ...SEEING, held: [throttled] }, polls)).toMatch(
      /지난 기간의 목록 \(고객센터 이관\) 일시 중지 \(시작 .*재개 .*호출 한도 초과.*조치: 같은 키를 쓰는 다른 프로그램/,
    );
  });

  test('reports before the first poll that it is running', async () => {
    const { polledAt: _, ...fresh } = SEEING;
    const none = createPollLog(() => NOW);
    expect(await line(fresh, none)).toContain('첫 조회 중');
  });

  test("D10: explains why the poll could not read and what to do, in Slack's words, and until when Coupang is left alone", async () => {
    const stopped = { result: 'backing-off', until: NOW + 10 * MINUTE, problem: 'Coupang refuses <it>.' };
    const polls = after({ ...SUMMARY, ...stopped });
    const vendor = { ...SEEING, failure: IP };
    expect(await line(vendor, polls)).toContain('조회 이상');
    const html = await problems([vendor], polls);
    expect(html).toMatch(/쿠팡이 거부한 IP.*192\.0\.2\.1.*조치: WING &gt; 판매자정보.*다음 조회.*05:10/s);
    expect(html).toContain('<p lang="en">Coupang refuses &lt;it&gt;.</p>');
  });

  test('D10: how long it has been blind', async () => {
    const sight = { is: 'blind', since: NOW - 12 * MINUTE, ...IP } as const;
    expect(await line({ ...SEEING, sight }, after(SUMMARY))).toContain('조회 중단 12분째');
  });

  test('shows vendors with the same trouble once, and others separately', async () => {
    const polls = createPollLog(() => NOW);
    const vendor = (label: string, failure: Failure) => ({ ...SEEING, vendorId: label, label, failure });
    const others = [vendor('C', { cause: 'throttled' }), vendor('D', { ...IP, ip: '192.0.2.2' })];
    const html = await problems([vendor('A', IP), vendor('B', IP), ...others], polls);
    expect(html.match(/<section/g)).toHaveLength(3);
    expect(html).toContain('A, B · 쿠팡이 거부한 IP');
  });

  test('shows a failed poll as a trouble too', async () => {
    const polls = createPollLog(() => NOW);
    polls.noteError(VENDOR, new Error('made up\nsecond line'));
    expect(await line(SEEING, polls)).toContain('조회가 오류로 끝났습니다');
    expect(await problems([SEEING], polls)).toContain('<p lang="en">Error: made up</p>');
  });
});

const NOTHING: SlackSight = { pending: 0, isLate: false };
const SOME: SlackSight = { pending: 3, pendingSince: NOW - 4 * MINUTE, isLate: true };
const DOWN: SlackNews = { failed: { at: NOW, kind: 'unreached', reason: 'ENOTFOUND' }, tookAt: NOW - MINUTE };

const line = async (sight: SlackSight, news: SlackNews) => String(await renderSlack(sight, news, KO, NOW));
const problem = async (sight: SlackSight, news: SlackNews) =>
  String(await renderSlackProblem(sight, news, KO));

describe('Slack at the top of the page', () => {
  test('shows nothing wrong while nothing waits, whatever failed before', async () => {
    for (const news of [{}, { ...DOWN, tookAt: NOW + 1 }, DOWN]) {
      expect(await line(NOTHING, news)).toMatch(/data-tone="seeing".*전송 정상.*밀린 메시지 없음/s);
      expect(await problem(NOTHING, news)).toBe('');
    }
    expect(await line(NOTHING, DOWN)).toMatch(/마지막 실패 .*접속 실패/s);
  });

  test('shows for an outage how many messages wait, for how long, why and what follows', async () => {
    expect(await line(SOME, DOWN)).toMatch(
      /data-tone="blind".*전송 장애.*보낼 메시지 3건 · 가장 오래된 메시지 4분째 · 마지막 실패 .*접속 실패/s,
    );
    expect(await problem(SOME, DOWN)).toMatch(
      /Slack · 접속 실패 · 보낼 메시지 3건 <code>ENOTFOUND<\/code>.*자동으로/s,
    );
  });

  test('shows the first failure as a trouble at once, and a late message without any failure as another', async () => {
    const fresh = { pending: 1, pendingSince: NOW - 1000, isLate: false };
    expect(await line(fresh, {})).toMatch(/data-tone="seeing".*전송 중.*보낼 메시지 1건<\/span>/s);
    expect(await line(fresh, DOWN)).toContain('data-tone="troubled"');
    expect(await line(SOME, {})).toMatch(/data-tone="blind".*전송 지연/s);
    expect(await problem(SOME, {})).toContain('Slack · 전송 지연');
    // Slack has taken something since.
    expect(await line(fresh, { ...DOWN, tookAt: NOW + 1 })).toContain('data-tone="seeing"');
  });

  test.each([
    ['http_503', '접속 장애'],
    ['timeout', '응답 유실'],
  ])('calls a trouble of the panel as its button: %s', async (reason, name) => {
    expect(Object.values(KO.texts.slack)).toContain(name);
    expect(await problem(SOME, { failed: { at: NOW, kind: 'unsure', reason } })).toContain(
      `Slack · ${name} · `,
    );
  });

  test('does not promise that a fault passes by itself if a person must repair it', async () => {
    const refused: SlackNews = { failed: { at: NOW, kind: 'token-unusable', reason: 'invalid_auth' } };
    expect(await problem(SOME, refused)).toMatch(/봇 토큰 거절.*자동으로 복구되지 않습니다/s);
  });
});

describe('the log for Slack’s line', () => {
  test('keeps the last failure and the last success, and passes every line on', () => {
    let now = NOW;
    const passed: unknown[] = [];
    const note = (message: string, fields?: Record<string, unknown>) => void passed.push([message, fields]);
    const slackLog = createSlackLog(() => now);
    let changeCount = 0;
    const stop = slackLog.onChange(() => void (changeCount += 1));
    const log = slackLog.watch({ info: note, warn: note, error: note });
    log.info('trace', { did: 'posted' });
    now += 1;
    log.warn('no', { did: 'failed', kind: 'rate-limited', reason: '429' });
    log.warn('odd', { did: 'failed', kind: 'of-a-later-release', reason: '?' });
    log.info('trace', { did: 'published' });
    log.error('thrown');
    expect(slackLog.last()).toEqual({
      tookAt: NOW,
      failed: { at: NOW + 1, kind: 'rate-limited', reason: '429' },
    });
    expect(passed).toHaveLength(5);
    now += 1;
    log.info('trace', { did: 'edited' });
    expect(slackLog.last().tookAt).toBe(NOW + 2);
    log.info('trace', { did: 'posted' });
    // The failure and its end, not each success.
    expect(changeCount).toBe(2);
    stop();
    log.warn('no', { did: 'failed', kind: 'unsure', reason: 'timeout' });
    expect(changeCount).toBe(2);
  });
});
