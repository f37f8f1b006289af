import { html } from 'hono/html';
import { renderActs, renderAnswers, renderDialogs } from './acts/render-acts.ts';
import { renderKeys, renderTools } from './board/render-tools.ts';
import { renderDocument } from './render-document.ts';
import type { Markup } from './render-mrkdwn.ts';
import { pageAddress, type Theme, THEMES } from './preferences.ts';
import { LANGUAGES, type Language, PAGE_TEXTS, type PageTexts } from './texts.ts';
import type { View } from './view.ts';

/** The content of each part by the id of its element. Updates fill these elements. */
export type Parts = Record<
  | 'day'
  | 'poll-list'
  | 'problems'
  | 'channel-list'
  | 'board-content'
  | 'report-list'
  | 'webhook-list'
  | 'controls-content',
  Markup
>;

type PageSettings = {
  theme: Theme;
  query: URLSearchParams;
  revision: string;
  now: number;
  /** How long the guided day takes. Absent: there is none. */
  dayMinutes?: number;
  isPanelOpen: boolean;
  /** Whether the language of the cards changes with the page's. */
  choosesCards: boolean;
};

/** The whole page. Without the script it is a static view. */
export const renderPage = (parts: Parts, view: View, settings: PageSettings): Markup => {
  const { theme, query, revision, now, dayMinutes, isPanelOpen, choosesCards } = settings;
  const { texts, language } = view;
  return renderDocument(
    { title: texts.title, language, theme, script: '/client/main.ts' },
    html`<body${isPanelOpen ? html` class="is-controls-open"` : ''} data-revision="${revision}" data-now="${now}" data-texts="${JSON.stringify(texts.client)}">
<a class="skip" href="#board">${texts.skipToBoard}</a>
<a class="skip" href="#channels">${texts.skipToChannels}</a>
<header class="top">
<div class="brand"><h1>${texts.title}</h1> <span class="tag">${texts.local}</span>${
      dayMinutes === undefined
        ? ''
        : html` <button type="button" id="day-play" data-do="day" data-step="play">${texts.day.play(dayMinutes)}</button>`
    } <button type="button" id="controls-open" aria-controls="controls" aria-expanded="${String(isPanelOpen)}">${texts.controls}</button></div>
<section class="polls" aria-label="${texts.polls}"><ul id="poll-list">${parts['poll-list']}</ul></section>
<div class="preferences" role="group" aria-label="${texts.preferences}">${renderLanguages(language, texts.languageOf[choosesCards ? 'all' : 'page'], query)}${renderThemes(theme, texts, query)}</div>
<nav class="views" aria-label="${texts.views}">
<a href="#channels">${texts.channels}</a> <a href="#board">${texts.board}</a> <a href="#controls">${texts.controls}</a>
</nav>
<p id="connection" role="status"></p>
</header>
<main>
<div id="day" role="status">${parts.day}</div>
<div id="problems" role="status">${parts.problems}</div>
<section class="view" id="channels" aria-labelledby="channels-title" tabindex="-1">
<h2 class="hidden" id="channels-title">${texts.channels}</h2>
${renderActs(view)}
<div id="channel-list">${parts['channel-list']}</div>
</section>
${renderAnswers(view)}
<section class="view" id="board" aria-labelledby="board-title" tabindex="-1">
<h2 class="hidden" id="board-title">${texts.board}</h2>
${renderTools(view)}
<div id="board-content">${parts['board-content']}</div>
<h3>${texts.reports}</h3>
<div id="report-list">${parts['report-list']}</div>
<h3>${texts.webhooks.heading}</h3>
<div id="webhook-list">${parts['webhook-list']}</div>
</section>
<section class="view" id="controls" aria-labelledby="controls-title" tabindex="-1">
<div class="drawer-head"><h2 id="controls-title">${texts.controls}</h2> <span class="intro">${texts.controlsIntro}</span> <button type="button" id="controls-close">${texts.acts.close}</button></div>
<div id="controls-content">${parts['controls-content']}</div>
</section>
</main>
<dialog id="life" aria-label="${texts.life.heading}"><button type="button" data-close>${texts.acts.close}</button><div id="life-content"></div></dialog>
${renderKeys(view)}
${renderDialogs(view)}
<p class="hidden" id="announced" aria-live="polite"></p>
</body>`,
  );
};

/** These links work without the script and keep the filters. */
const renderLanguages = (chosen: Language, name: string, query: URLSearchParams): Markup =>
  html`<div class="choice" role="group" aria-label="${name}" title="${name}">${LANGUAGES.map(
    (language) =>
      html`<a href="${withChoice(query, 'lang', language)}" hreflang="${language}" lang="${language}"${language === chosen ? html` aria-current="true"` : ''}>${PAGE_TEXTS[language].ownName}</a>`,
  )}</div>`;

const renderThemes = (chosen: Theme, texts: PageTexts, query: URLSearchParams): Markup =>
  html`<div class="choice" role="group" aria-label="${texts.theme}">${THEMES.map(
    (language) =>
      html`<a href="${withChoice(query, 'theme', language)}" data-choose-theme="${language}"${language === chosen ? html` aria-current="true"` : ''}>${texts.themes[language]}</a>`,
  )}</div>`;

const withChoice = (query: URLSearchParams, name: string, value: string): string =>
  pageAddress(new URLSearchParams([[name, value], ...query]));
