import { html, raw } from 'hono/html';
import { createView, type View } from '../../../local/page/view.ts';
import { renderDocument } from '../../../local/page/render-document.ts';
import { renderHome, renderModal, renderOnlyYou } from '../../../local/page/acts/render-acts.ts';
import { readBlocks, readView, type StoredView } from 'fake-slack';
import { renderMessage } from '../../../local/page/render-message.ts';
import type { Theme } from '../../../local/page/preferences.ts';
import { ACTING_CHAPTERS, listGallery } from './list-gallery.ts';
import { type Entry, type Language, NOW, teamIn } from './made-up-team.ts';

/** Two columns where there is room. */
const STYLE = `
  section { columns: 38rem; column-gap: 1.5rem; padding: 1rem; }
  section > h2 { column-span: all; }
  .entry { break-inside: avoid; }
  .entry > h3 { color: var(--quiet); font: 0.75rem ui-monospace, monospace; }
  .entry .slack-dialog { width: auto; max-height: none; }
  .push { font-size: 0.75rem; }`;

/** Who can press. */
const PEOPLE = [
  { id: 'U0CS', name: 'minji' },
  { id: 'U0LEAD', name: 'lead' },
];

/** The gallery of a language as the page shows messages: a section a chapter. */
export const renderGallery = async (language: Language, theme: Theme): Promise<string> => {
  let count = 0;
  const chapters = Object.entries(listGallery(language)).map(([name, entries]) => {
    const view = viewIn(language, ACTING_CHAPTERS.includes(name));
    return html`<section id="${name}"><h2>${name}</h2>
${entries.map((entry) => renderEntry(entry, (count += 2), view))}</section>`;
  });
  return renderPage(language, theme, html`<style>${raw(STYLE)}</style>${chapters}`);
};

export const viewIn = (language: Language, isActing: boolean, people = PEOPLE): View =>
  createView(language, [teamIn(language).vendor], isActing ? people : []);

type Html = ReturnType<typeof html>;

export const renderPage = async (language: Language, theme: Theme, content: Html): Promise<string> => {
  const head = { title: 'Gallery', language, theme, script: '/client/gallery.js' };
  const page = await renderDocument(head, html`<body>${content}</body>`);
  return page.toString();
};

export const renderEntry = (
  { occasion, message, view: opened, isForOne, thread = [] }: Entry & { thread?: readonly Entry[] },
  at: number,
  view: View,
) => {
  const { text } = message;
  const sent = sentAt(message, `${NOW / 1000 + at}.000100`);
  const replies = thread.map((reply, nth) => sentAt(reply.message, `${NOW / 1000 + at}.00020${nth}`));
  const shown = isForOne ? renderOnlyYou(sent, view) : renderMessage(sent, replies, view);
  return html`<div class="entry"><h3>${occasion}</h3>
${text === '' || opened ? '' : html`<p class="push">${text}</p>`}
${opened ? renderView(accepted(readView(asSent(opened))).view, `${at}`, view) : shown}</div>`;
};

const sentAt = ({ text, blocks }: Entry['message'], ts: string) => ({
  channel: 'C0CS',
  text,
  user: 'U0CS',
  ts,
  blocks: accepted(readBlocks(asSent(blocks))).blocks,
});

const renderView = (sent: StoredView['sent'], id: string, view: View) => {
  const stored = { id, user: 'U0CS', hash: '', sent, filled: [], root: id, below: null };
  return sent.type === 'home'
    ? html`<div class="message">${renderHome(stored, view)}</div>`
    : html`<div class="message slack-dialog">${renderModal(stored, view)}</div>`;
};

/** @throws if Slack would refuse it */
const accepted = <Accepted extends object>(read: Accepted | { faults: string[] }): Accepted => {
  if ('faults' in read) throw new Error(read.faults.join('\n'));
  return read;
};

const asSent = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
