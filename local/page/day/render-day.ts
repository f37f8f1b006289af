import { html } from 'hono/html';
import { MARKET_TEXTS, questionTemplatesOf, templatesOf } from 'fake-coupang';
import { WORDING } from '../../../lib/slack/wording/wording.ts';
import { fill } from '../client/fill.ts';
import { type Markup, renderTime } from '../render-mrkdwn.ts';
import type { View } from '../view.ts';
import type { ActState, DayState } from './guided-day.ts';

export const renderDay = (state: DayState | undefined, view: View): Markup => {
  if (state === undefined) return html``;
  const { scene, at, nth, of, isShown, act } = state;
  const { day } = view.texts;
  const target = act?.is === 'waiting' ? act.target : undefined;
  return html`<section class="caption" data-scene="${scene}" data-act="${act?.is ?? ''}" data-target="${target ?? ''}" aria-busy="${String(!isShown)}" aria-labelledby="caption-title">
<div><h2 id="caption-title"><span class="tag">${nth}/${of} · ${renderTime(at, '{time}')}</span> ${day.titles[scene]}</h2>
<p>${sayWhy(state, view)}</p>${act ? html`<p class="act">${sayAct(state, act, view)}</p>` : ''}</div>
<p class="buttons">${target === undefined ? '' : html`<a class="button" id="day-target" href="#${target}">${day.act.toTarget}</a> `}<button type="button" id="day-next" data-do="day" data-step="next">${day.next}</button> <button type="button" id="day-stop" data-do="day" data-step="stop">${day.stop}</button></p>
</section>`;
};

/** Why a scene matters, or what to press. */
export const sayWhy = ({ scene }: DayState, view: View): string =>
  fill(view.texts.day.reasons[scene], namePresses(view));

const sayAct = ({ scene }: DayState, { is, waitMs }: ActState, { texts: { day } }: View): string => {
  if (is === 'waiting') return day.act.waits(Math.round(waitMs / 1000));
  if (is === 'done') return day.act.done;
  return ['reply', 'question', 'confirm'].includes(scene) ? day.act.inWing : day.act.passed;
};

/** The names of the buttons, in the team's language, and of three templates of the sample. */
const namePresses = ({ vendors: [vendor], texts }: View) => {
  const { button, form } = WORDING[vendor?.language ?? 'ko'].act;
  const market = vendor?.market ?? 'KR';
  const [, withFacts, withPlace] = templatesOf(MARKET_TEXTS[market].catalogue);
  const [forQuestion] = questionTemplatesOf(market);
  return {
    claim: button.claim,
    reply: button.reply,
    confirm: button.confirm,
    preview: form.next,
    send: form.send,
    home: texts.acts.home,
    order: button.order,
    withFacts: withFacts?.name,
    withPlace: withPlace?.name,
    forQuestion: forQuestion?.name,
  };
};
