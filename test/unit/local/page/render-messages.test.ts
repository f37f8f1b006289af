import { beforeEach, describe, expect, test } from '@jest/globals';
import { MARKET_TEXTS } from 'fake-coupang';
import { fc } from '../../../fixtures/fast-check.ts';
import { MOST_SHOWN, renderChannels } from '../../../../local/page/render-channels.ts';
import { renderMessage } from '../../../../local/page/render-message.ts';
import { createView } from '../../../../local/page/view.ts';
import type { Channels, Element, Message, NewMessage } from 'fake-slack';
import { CHANNEL, HOSTILE, openInMemory, PAGE_VENDOR, skeletonOf } from './page-parts.ts';
import { renderMrkdwn, renderPlainText } from '../../../../local/page/render-mrkdwn.ts';

const KO = createView('ko', [PAGE_VENDOR]);
const EN = createView('en', [PAGE_VENDOR]);

let channels: Channels;
beforeEach(async () => {
  channels = await openInMemory();
});

const post = (text: string, rest: Partial<NewMessage> = {}) =>
  channels.post({ channel: CHANNEL, text, ...rest });

const render = async (view = KO): Promise<string> => String(await renderChannels(channels, view));

const blocksSaying = (text: string): NonNullable<Message['blocks']> => [
  { type: 'header', text: { type: 'plain_text', text } },
  {
    type: 'section',
    text: { type: 'plain_text', text },
    fields: [{ type: 'plain_text', text }],
    accessory: {
      type: 'button',
      text: { type: 'plain_text', text },
      url: `https://wing.coupang.com/${text}`,
    },
  },
  { type: 'context', elements: [{ type: 'plain_text', text }] },
  { type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text }, url: text }] },
  { type: 'divider' },
  {
    type: 'rich_text',
    elements: [
      { type: 'rich_text_quote', elements: [{ type: 'text', text }] },
      { type: 'rich_text_section', elements: [{ type: 'date', timestamp: 0, format: text, fallback: text }] },
    ],
  },
];

describe('a message', () => {
  test('shows the names of people, user groups and channels in the team’s language, and an id without a known name', async () => {
    const text = '<@U0HANA> <!subteam^S0CS> <#C0LEAD> <@U012ABCDEFG> <@U0DURI|@두리님>';
    const named = async (view = KO) =>
      [...(await render(view)).matchAll(/"mention">([^<]*)</g)].map(([, name]) => name);
    await post(text, { blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }] });
    expect(await named()).toEqual(['@하나', '@cs팀', '#cs-팀장', '@U012ABCDEFG', '@두리님']);
    expect(await named(EN)).toEqual(await named());
    const english = createView('ko', [{ ...PAGE_VENDOR, language: 'en' }]);
    expect((await named(english)).slice(0, 3)).toEqual(['@Hana', '@cs-team', '#cs-leads']);
  });

  test('C6: for any text, its page has the same elements and attributes as for a harmless one', async () => {
    const saying = async (text: string) => {
      const message = { channel: CHANNEL, ts: '1768453200.000001', text, blocks: blocksSaying(text) };
      const reply = { ...message, ts: '1768453200.000002', thread_ts: message.ts, editedTs: message.ts };
      return skeletonOf(String(await renderMessage(message, [reply], KO)));
    };
    const harmless = await saying('상품');
    expect(harmless.filter((tag) => tag.startsWith('??'))).toEqual([]);
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('<b>', '"', "'", ' onclick=', '&quot;', '>', '<!--', '</div>', HOSTILE),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
        const text = pieces.join('');
        fc.pre(!/^https?:/i.test(text));
        expect(await saying(text)).toEqual(harmless);
      }),
      { numRuns: 200 },
    );
  });

  test('a button with a link works; any other is shown and does nothing', async () => {
    const button = (text: string, url?: string): Extract<Element, { type: 'button' }> => ({
      type: 'button',
      text: { type: 'plain_text', text },
      ...(url !== undefined && { url }),
    });
    await post('push', {
      blocks: [
        { type: 'actions', elements: [button('WING', 'https://wing.coupang.com/'), button('담당')] },
        { type: 'actions', elements: [button('나쁜 링크', 'javascript:alert(1)')] },
      ],
    });
    const html = await render();
    expect(html).toContain('<a class="button" href="https://wing.coupang.com/"');
    expect(html.match(/<button class="button" type="button" disabled>/g)).toHaveLength(2);
  });

  test('has the translation of a made-up quote below it, for readers of another language', async () => {
    const [{ text, en }] = MARKET_TEXTS.KR.catalogue.stories.question;
    for (const quoted of [text, '언제 도착하나요?']) {
      const quote = { type: 'rich_text_quote' as const, elements: [{ type: 'text' as const, text: quoted }] };
      await post('카드', { blocks: [{ type: 'rich_text', elements: [quote] }] });
    }
    const html = await render(EN);
    expect(html).toMatch(new RegExp(`</blockquote></div><p class="gloss" lang="en"><b>[^<]+</b> ${en}</p>`));
    expect(html.match(/class="gloss"/g)).toHaveLength(1);
    expect(await render(KO)).not.toContain('gloss');
  });

  test('uses its vendor’s language, whatever the page uses', async () => {
    await post('카드', {
      metadata: { event_type: 'coupang_ticket', event_payload: { key: 'TW/C00000001/x' } },
    });
    const english = { ...PAGE_VENDOR, id: 'C00000001', market: 'TW' as const, language: 'en' as const };
    expect(await render(createView('ko', [PAGE_VENDOR, english]))).toContain('class="body" lang="en"');
    expect(await render(EN)).toContain('class="body" lang="ko"');
  });
});

describe('a channel', () => {
  test('shows the newest first, each with its thread below', async () => {
    const card = await post('먼저 온 카드');
    await post('답글', { thread_ts: card.ts });
    await post('다음 카드');
    const html = await render();
    expect(html.indexOf('다음 카드')).toBeLessThan(html.indexOf('먼저 온 카드'));
    expect(html.slice(html.indexOf('먼저 온 카드'))).toMatch(
      /<details class="thread".* open>.*답글 1개.*<ol.*답글/s,
    );
  });

  test('R24: shows the cards of a list in its thread, each with buttons, edits and a link', async () => {
    const list = await post('모아보기');
    const inThread = await post('push', { thread_ts: list.ts, blocks: blocksSaying('스레드의 카드') });
    await channels.edit(inThread);
    await post('둘째', { thread_ts: list.ts });
    const html = await render();
    expect(await render(EN)).toContain('(edited)');
    expect(html).toContain('답글 2개');
    expect(html).toMatch(
      new RegExp(`<li class="reply" id="m-${inThread.ts}">.*\\(수정됨\\).*스레드의 카드`, 's'),
    );
  });

  test('R16: shows a reply that also went to the channel in both places, once with a link to its thread', async () => {
    const card = await post('카드');
    const breach = await post('자동 종료', { thread_ts: card.ts, broadcast: true });
    const html = await render();
    expect(html.match(/자동 종료/g)).toHaveLength(2);
    expect(html).toContain(`<a href="#m-${breach.ts}">`);
    expect(html.match(new RegExp(`id="m-${breach.ts}"`, 'g'))).toHaveLength(1);
  });

  test('is shown once it has a message, with its owner and its purpose', async () => {
    expect(await render()).toContain('아직 메시지가 없습니다');
    await post('여기', { channel: 'C0OPS' });
    const html = await render();
    expect(html).toContain('#cs-운영 <small>AA몰 · 예비 채널</small>');
    expect(html).not.toContain('#cs-문의');
    await post('저기');
    expect(await render()).toMatch(/<nav class="channel-links".*#channel-C0CS.*#channel-C0OPS/s);
  });

  test('shows a hundred messages, and how many there are besides', async () => {
    for (let made = 0; made < MOST_SHOWN + 3; made += 1) await post(`카드 ${made}`);
    const html = await render();
    expect(html.match(/<article/g)).toHaveLength(MOST_SHOWN);
    expect(html).toContain('더 오래된 메시지 3개');
  });

  test('leaves out a deleted message, or shows it as deleted if it has replies', async () => {
    const card = await post('지울 카드');
    const reply = await post('남는 답글', { thread_ts: card.ts });
    await channels.remove(CHANNEL, card.ts);
    const html = await render();
    expect(html).toContain('삭제된 메시지입니다.');
    expect(html).toContain('남는 답글');
    expect(html).not.toContain('지울 카드');
    await channels.remove(CHANNEL, reply.ts);
    expect(await render()).not.toContain('article');
  });
});

const mrkdwn = async (text: string): Promise<string> => String(await renderMrkdwn(text));

describe('mrkdwn', () => {
  test.each([
    ['*굵게* 그리고 3*4*5', '<strong>굵게</strong> 그리고 3*4*5'],
    ['_기울임_ snake_case_name', '<em>기울임</em> snake_case_name'],
    ['~지움~ 1~2~3', '<del>지움</del> 1~2~3'],
    ['*굵게 _기울임_*', '<strong>굵게 <em>기울임</em></strong>'],
    ['`<b>` `c`', '<code>&lt;b&gt;</code> <code>c</code>'],
    ['```a\n<b>```', '<pre>a\n&lt;b&gt;</pre>'],
    ['> 하나\n> 둘\n셋', '<blockquote>하나\n둘</blockquote>셋'],
    ['&lt;!channel&gt; &amp;amp;', '&lt;!channel&gt; &amp;amp;'],
    ['<@U0CS>', '<span class="mention">@U0CS</span>'],
    ['<!subteam^S0CS> <!here>', '<span class="mention">@S0CS</span> <span class="mention">@here</span>'],
    ['<#C0LEAD>', '<span class="mention">#C0LEAD</span>'],
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
    [
      '<!date^1768453200^{time}^https://local.slack.example/archives/C0CS/p1768453200000001?a=1&amp;b=2|14:17>',
      '<a href="#m-1768453200.000001"><time datetime="2026-01-15T05:00:00.000Z" data-format="{time}">14:17</time></a>',
    ],
  ])('%j', async (text, html) => {
    expect(await mrkdwn(text)).toBe(html);
  });

  test.each([
    '<javascript:alert(1)|x>',
    '<data:text/html,x|x>',
    '<https://a"onmouseover="alert(1)|x>',
    '<https://local.slack.example/archives/C0CS/p1768453200000001?"onmouseover=1|x>',
    '<!date^1^{time}" onclick="alert(1)|x>',
    '<!date^999999999999^{time}|<b>>',
    '<!date^1^{time}^javascript:alert(1)|x>',
    '<!subteam^"><b>|x>',
    '*<script>*',
    HOSTILE,
  ])('%j does not become markup', async (text) => {
    expect(foreignMarkup(await mrkdwn(text))).toEqual([]);
  });

  test('produces no markup other than ours, for any text', async () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('<', '>', '|', '"', "'", '&', '*', '_', '~', '`', '```', '\n', '!date^1^', '!subteam^'),
      fc.constantFrom('https://', 'https://local.slack.example/archives/C/p1768453200000001', 'javascript:'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 20 }), async (pieces) => {
        const text = pieces.join('');
        expect(foreignMarkup(await mrkdwn(text))).toEqual([]);
        expect(foreignMarkup(String(await renderPlainText(text)))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('renders the longest text that Slack accepts', async () => {
    const text = '`a` *b* '.repeat(5000);
    expect((await mrkdwn(text)).match(/<code>/g)).toHaveLength(5000);
  });
});

/** Tags and attributes that the renderer never writes. */
const foreignMarkup = (html: string): string[] =>
  (html.match(/<[^>]*>?/g) ?? []).filter((tag) => !OURS.test(tag));

const OURS =
  /^<(\/(strong|em|del|code|pre|blockquote|span|a|time)|strong|em|del|code|pre|blockquote|span class="mention"|a href="#m-\d+\.\d{6}"|a href="https?:\/\/[^"]*" rel="noopener noreferrer" target="_blank"|time datetime="[\dTZ:.+-]+" data-format="[^"]*")>$/i;
