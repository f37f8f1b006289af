import { texts } from './page-texts.js';
import { serverNow } from './server-clock.js';
import { formatLeft, stepOfLeft } from './time-left.js';

/** Writes each open ticket's time left with its colour, and the number of tickets per colour. */
export const countDown = () => {
  const now = serverNow();
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const ticket of document.querySelectorAll('[data-due]')) {
    if (!(ticket instanceof HTMLElement)) continue;
    const leftMs = Number(ticket.dataset['due']) - now;
    const step = stepOfLeft(leftMs);
    ticket.dataset['step'] = step;
    write(ticket.querySelector('[data-left]'), formatLeft(leftMs, texts));
    write(ticket.querySelector('[data-step-name]'), texts.steps[step]);
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  for (const sum of document.querySelectorAll('[data-count]')) {
    if (!(sum instanceof HTMLElement)) continue;
    const count = counts.get(sum.dataset['count'] ?? '') ?? 0;
    sum.hidden = count === 0;
    write(sum.querySelector('b'), String(count));
  }
};

/**
 * @param {Element | null} element
 * @param {string} text
 */
const write = (element, text) => {
  if (element !== null && element.textContent !== text) element.textContent = text;
};
