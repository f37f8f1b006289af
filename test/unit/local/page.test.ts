import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { type Listening, listen } from '../../../local/listen.ts';
import { createPage } from '../../../local/page/page.ts';
import { renderMrkdwn, renderPlainText } from '../../../local/page/render-mrkdwn.ts';
import { type Channels, openChannels } from '../../../local/slack/channels.ts';

const CHANNEL = 'C0CS';
const HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(1)">&"\'';

const inMemory = () =>
  openChannels([CHANNEL], { load: async () => [], append: async () => undefined }, () => 1_768_453_200_000);

const render = async (text: string): Promise<string> => String(await renderMrkdwn(text));

describe('mrkdwn', () => {
  test.each([
    ['*굵게* 그리고 3*4*5', '<strong>굵게</strong> 그리고 3*4*5'],
    ['`<b>`', '<code>&lt;b&gt;</code>'],
    ['```a\n<b>```', '<pre>a\n&lt;b&gt;</pre>'],
    ['> 하나\n> 둘\n셋', '<blockquote>하나\n둘</blockquote>셋'],
    ['&lt;!channel&gt; &amp;amp;', '&lt;!channel&gt; &amp;amp;'],
    ['<@U0CS>', '<span class="mention">@U0CS</span>'],
    [
      '<https://wing.coupang.com/?a=1&amp;b=2|WING>',
      '<a href="https://wing.coupang.com/?a=1&amp;b=2" rel="noopener noreferrer" target="_blank">WING</a>',
    ],
    [
      '<https://local.slack.example/archives/C0CS/p1768453200000001?thread_ts=1768453200.000000&amp;cid=C0CS|이전 메시지>',
      '<a href="#m-1768453200.000001">이전 메시지</a>',
    ],
    [
      '<!date^1768453200^{date_short} {time}|11/25(수) 14:17>',
      '<time datetime="2026-01-15T05:00:00.000Z" data-format="{date_short} {time}">11/25(수) 14:17</time>',
    ],
  ])('%j', async (text, html) => {
    expect(await render(text)).toBe(html);
  });

  test.each([
    '<javascript:alert(1)|x>',
    '<data:text/html,x|x>',
    '<https://a"onmouseover="alert(1)|x>',
    '<https://local.slack.example/archives/C0CS/p1768453200000001?"onmouseover=1|x>',
    '<!date^1^{time}" onclick="alert(1)|x>',
    '<!date^999999999999^{time}|<b>>',
    '*<script>*',
    HOSTILE,
  ])('%j becomes no markup of its own', async (text) => {
    expect(foreignMarkup(await render(text))).toEqual([]);
  });

  test('no text whatever becomes markup other than ours', async () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '<',
        '>',
        '|',
        '"',
        "'",
        '&',
        '*',
        '`',
        '```',
        '\n',
        '!date^1^',
        'https://',
        'https://local.slack.example/archives/C/p1768453200000001',
        'javascript:',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 20 }), async (pieces) => {
        const text = pieces.join('');
        expect(foreignMarkup(await render(text))).toEqual([]);
        expect(foreignMarkup(String(await renderPlainText(text)))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the page', () => {
  let channels: Channels;
  let server: Listening;
  let inThreadTs: string;
  beforeAll(async () => {
    channels = await inMemory();
    server = await listen((await createPage(channels)).fetch);
    const card = await channels.post({
      channel: CHANNEL,
      text: HOSTILE,
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: `머리 ${HOSTILE}` } },
        {
          type: 'section',
          text: { type: 'mrkdwn', text: HOSTILE },
          fields: [{ type: 'mrkdwn', text: HOSTILE }],
        },
        { type: 'context', elements: [{ type: 'mrkdwn', text: HOSTILE }] },
        {
          type: 'actions',
          elements: [
            { type: 'button', text: { type: 'plain_text', text: 'WING' }, url: 'https://wing.coupang.com/' },
            { type: 'button', text: { type: 'plain_text', text: HOSTILE }, url: 'javascript:alert(1)' },
          ],
        },
        { type: 'unheard-of', text: HOSTILE },
      ],
    });
    await channels.post({ channel: CHANNEL, text: `답글 ${HOSTILE}`, thread_ts: card.ts });
    await channels.post({ channel: CHANNEL, text: '다음 카드' });
    const digest = await channels.post({ channel: CHANNEL, text: '모아보기' });
    const inThread = await channels.post({
      channel: CHANNEL,
      text: 'push',
      thread_ts: digest.ts,
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: '스레드의 카드' } },
        {
          type: 'actions',
          elements: [
            { type: 'button', text: { type: 'plain_text', text: '답변' }, url: 'https://wing.coupang.com/2' },
          ],
        },
      ],
    });
    await channels.edit(inThread);
    await channels.post({ channel: CHANNEL, text: '자동 종료', thread_ts: digest.ts, broadcast: true });
    inThreadTs = inThread.ts;
  });
  afterAll(() => server.close());

  const get = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${server.url}${path}`, { headers });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  test('hostile text in any block, field, button or reply stays text', async () => {
    const { text } = await get('/channels');
    expect(text).not.toMatch(/<script|<img|onerror="|javascript:/);
    expect(text).toContain('머리 &lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).toContain('href="https://wing.coupang.com/"');
  });

  test('a thread stands beneath its card, and the newest card first', async () => {
    const { text } = await get('/');
    expect(text.indexOf('다음 카드')).toBeLessThan(text.indexOf('머리'));
    const first = text.slice(text.indexOf('머리'));
    expect(first).toMatch(/<ol class="thread">\s*<li id="m-[\d.]+">.*답글/s);
  });

  test('R24: a digest’s thread holds its cards, with their buttons and their edits, each to be linked to', async () => {
    const { text } = await get('/channels');
    const thread = text.slice(text.indexOf('모아보기'), text.indexOf('다음 카드'));
    expect(thread).toContain('답글 2개');
    expect(thread).toContain(`<li id="m-${inThreadTs}">`);
    expect(thread).toMatch(/<h3>스레드의 카드<\/h3>.*href="https:\/\/wing\.coupang\.com\/2".*수정/s);
  });

  test('R16: a reply that went to the channel too stands in both, once with a link to its thread', async () => {
    const { text } = await get('/channels');
    expect(text.match(/자동 종료/g)).toHaveLength(2);
    expect(text.indexOf('자동 종료')).toBeLessThan(text.indexOf('모아보기'));
    const [, anchor] = /<a href="#(m-[\d.]+)">스레드 답글/.exec(text) ?? [];
    expect(text.match(new RegExp(`id="${anchor}"`, 'g'))).toHaveLength(1);
  });

  test('it says its language, fits a phone, and allows no script but its own', async () => {
    const { text, headers } = await get('/');
    expect(text).toContain('<html lang="ko">');
    expect(text).toContain('name="viewport"');
    expect(text).toContain('content="light dark"');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test.each([
    ['/page.css', 'text/css'],
    ['/page.js', 'text/javascript'],
  ])('%s is served', async (path, type) => {
    const { status, headers } = await get(path);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain(type);
  });

  test('a foreign name that was made to point here reads nothing', async () => {
    const status = await new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port: server.port, path: '/channels', headers: { Host: 'evil.example' } })
        .on('response', (response) => {
          response.resume();
          resolve(response.statusCode);
        })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });

  test('a change is told to whoever listens, at once', async () => {
    const abort = new AbortController();
    const response = await fetch(`${server.url}/events`, { signal: abort.signal });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const told = firstChunk(response);
    await channels.post({ channel: CHANNEL, text: '새 카드' });
    expect(await told).toContain('event: changed');
    abort.abort();
  });
});

const firstChunk = async (response: Response): Promise<string> => {
  for await (const chunk of response.body ?? []) return Buffer.from(chunk).toString('utf8');
  return '';
};

/** Tags and attributes that are not among those the renderer writes. */
const foreignMarkup = (html: string): string[] =>
  (html.match(/<[^>]*>?/g) ?? []).filter((tag) => !OURS.test(tag));

const OURS =
  /^<(\/(strong|code|pre|blockquote|span|a|time)|strong|code|pre|blockquote|span class="mention"|a href="#m-\d+\.\d{6}"|a href="https?:\/\/[^"]*" rel="noopener noreferrer" target="_blank"|time datetime="[\dTZ:.+-]+" data-format="[^"]*")>$/i;
