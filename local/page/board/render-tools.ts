import { html } from 'hono/html';
import { type Kind, SOURCE_NAMES, SOURCES } from '../../../lib/domain/sources.ts';
import { WORDING } from '../../../lib/slack/wording/wording.ts';
import type { Markup } from '../render-mrkdwn.ts';
import type { PageTexts } from '../texts.ts';
import type { View } from '../view.ts';

/** The kinds of a source that has several. */
const KINDS = SOURCE_NAMES.flatMap((source) => {
  const kinds: readonly Kind[] = SOURCES[source].kinds;
  return kinds.length > 1 ? kinds : [];
});

/** Search, filters and the reader's settings. They are outside of the updated parts and work only in the browser. */
export const renderTools = ({ texts, language, vendors, people }: View): Markup => {
  const canClaim = people.length > 0;
  const { tools } = texts;
  const kinds = KINDS.map((kind) => [kind, WORDING[language].kind[kind]] as const);
  const sources = SOURCE_NAMES.filter((source) => vendors.some((vendor) => vendor.sources.includes(source)));
  const shops = vendors.map(({ market, id, label }) => [`${market}/${id}`, label] as const);
  const { claimed, unclaimed, ...states } = tools.states;
  return html`<div class="tools" id="board-tools" role="search" aria-label="${tools.label}">
<label class="search"><span class="hidden">${tools.search}</span><input type="search" id="find" data-filter="q" placeholder="${tools.searchHint}" autocomplete="off" maxlength="100" /></label>
${
  sources.length > 1
    ? renderSelect(
        'source',
        tools.source,
        tools.all,
        sources.map((source) => [source, tools.sources[source]] as const),
      )
    : ''
}
${renderSelect('kind', tools.kind, tools.all, kinds)}
${vendors.length > 1 ? renderSelect('vendor', tools.vendor, tools.all, shops) : ''}
${renderSelect('state', tools.state, tools.all, Object.entries(canClaim ? tools.states : states))}
${renderSelect('hour', tools.hour, tools.all, Object.entries(tools.hours))}
${canClaim ? html`<button type="button" id="mine" aria-pressed="false" hidden>${tools.mine}</button>` : ''}
<details class="more" id="board-more"><summary>${tools.more}</summary><div class="menu">
${renderSwitch('sound', tools.sound)}
${renderSwitch('title', tools.title)}
${renderSwitch('only', tools.only)}
${renderSwitch('no-keys', tools.noKeys)}
<p class="empty" id="sound-note" role="status"></p>
</div></details>
<button type="button" id="show-keys" aria-haspopup="dialog">${tools.keys}</button>
<p id="row-said" role="status"></p>
${canClaim ? renderSelection(people, texts) : ''}
<p class="filter-state"><span id="filter-said" role="status"></span> <button type="button" id="show-all" hidden>${tools.showAll}</button></p>
</div>`;
};

/** Assigns several tickets at once. */
const renderSelection = (people: View['people'], { tools }: PageTexts): Markup =>
  html`<p class="selection" id="selection" hidden><span id="selected" role="status"></span> <label><span class="hidden">${tools.assignTo}</span><select id="assign-to"><option value="">${tools.assignTo}</option>${people.map(
    ({ id, name }) => html`<option value="${id}">${name}</option>`,
  )}</select></label> <button type="button" id="assign-all">${tools.assign}</button> <button type="button" id="unselect">${tools.unselect}</button></p>`;

export const renderKeys = ({ texts: { tools, acts }, people }: View): Markup =>
  html`<dialog id="keys" aria-labelledby="keys-title"><h2 id="keys-title">${tools.keys}</h2><dl>${Object.entries(
    tools.keyNames,
  )
    .filter(([key]) => people.length > 0 || !'crox'.includes(key))
    .map(
      ([key, what]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${what}</dd></div>`,
    )}</dl><form method="dialog"><button>${acts.close}</button></form></dialog>`;

const renderSelect = (
  name: string,
  label: string,
  all: string,
  options: readonly (readonly [string, string])[],
): Markup =>
  html`<label><span class="hidden">${label}</span><select id="filter-${name}" data-filter="${name}"><option value="">${label}: ${all}</option>${options.map(
    ([value, text]) => html`<option value="${value}">${text}</option>`,
  )}</select></label>`;

const renderSwitch = (name: string, label: string): Markup =>
  html`<label class="switch"><input type="checkbox" id="set-${name}" data-setting="${name}" /> ${label}</label>`;
