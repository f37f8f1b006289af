import { html } from 'hono/html';
import type { Markup } from '../render-mrkdwn.ts';
import type { View } from '../view.ts';
import type { DayState } from './guided-day.ts';

export const renderDay = (state: DayState | undefined, { texts }: View): Markup => {
  if (state === undefined) return html``;
  const { scene, at, nth, of, isShown } = state;
  const iso = new Date(at).toISOString();
  const { title, why } = texts.day.scenes[scene];
  return html`<section class="caption" data-scene="${scene}" aria-busy="${String(!isShown)}" aria-labelledby="caption-title">
<div><h2 id="caption-title"><span class="tag">${nth}/${of} · <time datetime="${iso}" data-format="{time}">${iso}</time></span> ${title}</h2>
<p>${why}</p></div>
<p class="buttons"><button type="button" id="day-next" data-do="day" data-step="next">${texts.day.next}</button> <button type="button" id="day-stop" data-do="day" data-step="stop">${texts.day.stop}</button></p>
</section>`;
};
