import { describe, expect, test } from '@jest/globals';
import type { SlackSight } from '../../../../local/board/board.ts';
import { renderSlack, renderSlackProblem } from '../../../../local/page/board/render-slack.ts';
import { createSlackLog, type SlackNews } from '../../../../local/page/board/slack-log.ts';
import { createView } from '../../../../local/page/view.ts';
import { MINUTE } from '../../../fixtures/domain/made-up.ts';
import { NOW, PAGE_VENDOR } from './page-parts.ts';

const KO = createView('ko', [PAGE_VENDOR]);
const EN = createView('en', [PAGE_VENDOR]);
const NOTHING: SlackSight = { pending: 0, isLate: false };
const SOME: SlackSight = { pending: 3, pendingSince: NOW - 4 * MINUTE, isLate: true };
const DOWN: SlackNews = { failed: { at: NOW, kind: 'unreached', reason: 'ENOTFOUND' }, tookAt: NOW - MINUTE };

const line = async (sight: SlackSight, news: SlackNews, view = KO) =>
  String(await renderSlack(sight, news, view, NOW));
const problem = async (sight: SlackSight, news: SlackNews, view = KO) =>
  String(await renderSlackProblem(sight, news, view));

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
    expect(await line(SOME, DOWN, EN)).toMatch(
      /Failing.*3 messages to send · oldest for 4 min · last failure/s,
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
    const stop = slackLog.onChange(() => {
      changeCount += 1;
    });
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
