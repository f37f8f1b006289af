import { html } from 'hono/html';
import { unescapeText } from '../../lib/slack/format/cut-text.ts';
import { readPermalink } from 'fake-slack';

/** HTML that is safe to put into a page. */
export type Markup = ReturnType<typeof html>;

export const toHtml = async (markup: Markup): Promise<string> => String(await markup);

export const anchorOf = (ts: string): string => `m-${ts}`;

const PIECE = new RegExp(
  [
    /```(?<block>[\s\S]+?)```/,
    /`(?<code>[^`\n]+)`/,
    /<(?<bracketed>[^<>\n]+)>/,
    /(?<![\p{L}\p{N}*])\*(?<bold>[^*\n]+)\*(?![\p{L}\p{N}*])/u,
    /(?<![\p{L}\p{N}_])_(?<italic>[^_\n]+)_(?![\p{L}\p{N}_])/u,
    /(?<![\p{L}\p{N}~])~(?<struck>[^~\n]+)~(?![\p{L}\p{N}~])/u,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gu',
);
const DATE = /^!date\^(-?\d{1,12})\^([^^|]*)(?:\^([^|]*))?\|(.*)$/;

/**
 * Supports bold, italic, struck out, code, quotes, dates, mentions, and links to http(s) or to messages of this page.
 * Everything else is escaped.
 */
export const renderMrkdwn = (text: string): Markup => {
  const lines = text.split('\n');
  const parts: Markup[] = [];
  for (let at = 0; at < lines.length;) {
    const quoted = isQuote(lines[at]);
    let end = at;
    while (end < lines.length && isQuote(lines[end]) === quoted) end += 1;
    const run = lines.slice(at, end);
    parts.push(quoted ? quote(run) : inline(run.join('\n')));
    at = end;
  }
  return html`${parts}`;
};

export const renderPlainText = (text: string): Markup => html`${unescapeText(text)}`;

const isQuote = (line: string | undefined): boolean =>
  line !== undefined && (line.startsWith('>') || line.startsWith('&gt;'));

const quote = (lines: string[]): Markup =>
  html`<blockquote>${inline(lines.map((line) => line.replace(/^(>|&gt;) ?/, '')).join('\n'))}</blockquote>`;

const inline = (text: string): Markup => {
  const parts: Markup[] = [];
  let at = 0;
  for (const found of text.matchAll(PIECE)) {
    parts.push(renderPlainText(text.slice(at, found.index)), renderPiece(found));
    at = found.index + found[0].length;
  }
  return html`${parts}${renderPlainText(text.slice(at))}`;
};

const renderPiece = ({ 0: whole, groups = {} }: RegExpExecArray): Markup => {
  const { block, code, bracketed, bold, italic, struck } = groups;
  if (block !== undefined) return html`<pre>${unescapeText(block)}</pre>`;
  if (code !== undefined) return html`<code>${unescapeText(code)}</code>`;
  if (bold !== undefined) return html`<strong>${inline(bold)}</strong>`;
  if (italic !== undefined) return html`<em>${inline(italic)}</em>`;
  if (struck !== undefined) return html`<del>${inline(struck)}</del>`;
  return bracketed === undefined ? renderPlainText(whole) : renderBracketed(bracketed);
};

const renderBracketed = (inside: string): Markup => {
  const date = DATE.exec(inside);
  if (date !== null) {
    const shown = renderDate(Number(date[1]), date[2] ?? '', date[4] ?? '');
    return renderLink(date[3] ?? '', shown) ?? shown;
  }
  const [target = '', label] = inside.split('|', 2);
  const link = renderLink(target, renderPlainText(label ?? target));
  if (link !== undefined) return link;
  const mentioned = nameMentioned(target);
  if (mentioned !== undefined) return html`<span class="mention">${unescapeText(label ?? mentioned)}</span>`;
  return renderPlainText(`<${inside}>`);
};

/** Links only to messages of this page and to http(s). */
const renderLink = (target: string, shown: Markup): Markup | undefined => {
  const href = unescapeText(target);
  const ts = readPermalink(href);
  if (ts !== undefined) return html`<a href="#${anchorOf(ts)}">${shown}</a>`;
  return /^https?:\/\//i.test(target)
    ? html`<a href="${href}" rel="noopener noreferrer" target="_blank">${shown}</a>`
    : undefined;
};

/** `@here`, or the id of a person, user group or channel without a name. */
const nameMentioned = (target: string): string | undefined => {
  if (/^[@#]/.test(target)) return target;
  if (target.startsWith('!subteam^')) return `@${target.slice('!subteam^'.length)}`;
  return target.startsWith('!') ? `@${target.slice(1)}` : undefined;
};

/** The browser writes the date in its own time zone. Without a script it shows the fallback. */
export const renderDate = (seconds: number, format: string, fallback: string): Markup => {
  const at = new Date(seconds * 1000);
  if (Number.isNaN(at.getTime())) return renderPlainText(fallback);
  return renderTime(at.getTime(), unescapeText(format), unescapeText(fallback));
};

/** @param at epoch ms */
export const renderTime = (at: number, format: string, fallback?: string): Markup => {
  const iso = new Date(at).toISOString();
  return html`<time datetime="${iso}" data-format="${format}">${fallback ?? iso}</time>`;
};
