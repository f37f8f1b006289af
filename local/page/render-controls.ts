import { html } from 'hono/html';
import type { SimulatedInquiry } from 'fake-coupang';
import { cleanText } from '../../lib/coupang/clean-text.ts';
import { tidyLine } from '../../lib/slack/format/cut-text.ts';
import { WORDING } from '../../lib/slack/wording/wording.ts';
import { LEAPS } from '../board/next-event.ts';
import {
  type ActionName,
  ARRIVING,
  COUPANG_TROUBLES,
  ENDING,
  PRODUCT_TROUBLES,
  QUESTION_ENDING,
  SLACK_TROUBLES,
} from './command.ts';
import type { Controls, Troubles } from './controls.ts';
import type { Markup } from './render-mrkdwn.ts';
import type { View } from './view.ts';

const MOST_TARGETS = 50;

/** The panel. Without the simulator it has no commands for Coupang. */
export const renderControls = (controls: Controls, view: View): Markup => {
  const { texts } = view;
  const simulator = controls.hasSimulator
    ? html`${renderGroup('arrive', ARRIVING, view)}
<div class="group"><h3>${texts.groups.end}</h3>
<p class="target"><label for="target">${texts.target}</label> <select id="target">${renderTargets(controls, view)}</select></p>
<p class="buttons">${ENDING.map((name) => renderAction(name, view, 'target'))}</p></div>
${controls.hasQuestions ? renderQuestions(controls, view) : ''}`
    : '';
  return html`<noscript data-keep><p class="empty">${texts.needsScript}</p></noscript>
${simulator}
<div id="troubles">${renderTroubles(controls, view)}</div>
${controls.canLeap ? renderLeaps(view) : ''}
<p id="said" role="status" data-keep></p>`;
};

const renderQuestions = (controls: Controls, view: View): Markup => {
  const { texts } = view;
  return html`<div class="group"><h3>${texts.groups.questions}</h3>
<p class="target"><label for="target-question">${texts.targetQuestion}</label> <select id="target-question">${renderQuestionTargets(controls, view)}</select></p>
<p class="buttons">${renderAction('ask', view)}${QUESTION_ENDING.map((name) => renderAction(name, view, 'target-question'))}</p></div>`;
};

const renderTroubles = (controls: Controls, { texts }: View): Markup => {
  const troubles = controls.troubles();
  const ofCoupang = COUPANG_TROUBLES.map((trouble) => [trouble, texts.coupang[trouble]] as const);
  const ofProduct = PRODUCT_TROUBLES.map((trouble) => [trouble, texts.product[trouble]] as const);
  const ofSlack = SLACK_TROUBLES.map((trouble) => [trouble, texts.slack[trouble]] as const);
  return html`${controls.hasSimulator ? renderTrouble('coupang', ofCoupang, troubles.coupang, texts) : ''}
${controls.hasQuestions ? renderTrouble('product', ofProduct, troubles.product, texts) : ''}
${renderTrouble('slack', ofSlack, troubles.slack, texts)}`;
};

/** @internal Without a choice, a command applies to the newest inquiry that fits. */
export const renderTargets = (controls: Controls, { texts, language }: View): Markup =>
  html`<option value="">${texts.newest}</option>${controls
    .waiting()
    .slice(0, MOST_TARGETS)
    .map(
      (inquiry) =>
        html`<option value="${inquiry.inquiryId}">${WORDING[language].kind[kindOf(inquiry)]} · ${inquiry.inquiryId} · ${tidyLine(cleanText(inquiry.itemName))}</option>`,
    )}`;

const renderQuestionTargets = (controls: Controls, { texts, language }: View): Markup =>
  html`<option value="">${texts.newest}</option>${controls
    .questions()
    .slice(0, MOST_TARGETS)
    .map(({ list, inquiryId, productName }) => {
      const words = WORDING[language];
      const state = list === 'NOANSWER' ? words.kind.question : words.outcome.answered;
      return html`<option value="${inquiryId}">${state} · ${inquiryId} · ${tidyLine(cleanText(productName))}</option>`;
    })}`;

const kindOf = ({ list }: SimulatedInquiry) => (list === 'NO_ANSWER' ? 'reply' : 'confirm');

const renderGroup = (name: 'arrive', actions: readonly ActionName[], view: View): Markup =>
  html`<div class="group"><h3>${view.texts.groups[name]}</h3>
<p class="buttons">${actions.map((action) => renderAction(action, view))}</p></div>`;

/** @param target the id of the field with the inquiry that it applies to */
const renderAction = (name: ActionName, { texts }: View, target?: string): Markup =>
  html`<button type="button" id="do-${name}" data-do="${name}"${target === undefined ? '' : html` data-target="${target}"`}>${texts.actions[name]}</button> `;

/** @param choices each trouble with its name */
const renderTrouble = (
  where: keyof Troubles,
  choices: readonly (readonly [string, string])[],
  current: string | null,
  texts: View['texts'],
): Markup =>
  html`<div class="group" role="group" aria-labelledby="trouble-${where}"><h3 id="trouble-${where}">${texts.groups[where]}</h3>
<p class="buttons">${choices.map(
    ([trouble, name]) =>
      html`<button type="button" id="${where}-${trouble}" data-do="${where}" data-trouble="${trouble}" aria-pressed="${String(trouble === current)}">${name}</button> `,
  )}<button type="button" id="${where}-normal" data-do="${where}" data-trouble="">${texts.normal}</button></p></div>`;

const renderLeaps = ({ texts }: View): Markup =>
  html`<div class="group" role="group" aria-labelledby="clock-leaps"><h3 id="clock-leaps">${texts.groups.clock}</h3>
<p class="buttons">${LEAPS.map(
    (to) =>
      html`<button type="button" id="leap-${to}" data-do="leap" data-to="${to}">${texts.leaps[to]}</button> `,
  )}</p></div>`;
