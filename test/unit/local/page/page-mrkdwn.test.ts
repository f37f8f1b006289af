import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { renderMrkdwn, renderPlainText } from '../../../../local/page/render-mrkdwn.ts';
import { HOSTILE } from './page-parts.ts';

const render = async (text: string): Promise<string> => String(await renderMrkdwn(text));

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
    expect(await render(text)).toBe(html);
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
    expect(foreignMarkup(await render(text))).toEqual([]);
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
        expect(foreignMarkup(await render(text))).toEqual([]);
        expect(foreignMarkup(String(await renderPlainText(text)))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('renders the longest text that Slack accepts', async () => {
    const text = '`a` *b* '.repeat(5000);
    expect((await render(text)).match(/<code>/g)).toHaveLength(5000);
  });
});

/** Tags and attributes that the renderer never writes. */
const foreignMarkup = (html: string): string[] =>
  (html.match(/<[^>]*>?/g) ?? []).filter((tag) => !OURS.test(tag));

const OURS =
  /^<(\/(strong|em|del|code|pre|blockquote|span|a|time)|strong|em|del|code|pre|blockquote|span class="mention"|a href="#m-\d+\.\d{6}"|a href="https?:\/\/[^"]*" rel="noopener noreferrer" target="_blank"|time datetime="[\dTZ:.+-]+" data-format="[^"]*")>$/i;
