import { texts } from './page-texts.js';
import { serverNow } from './server-clock.js';
import { formatLeft } from './times.js';

/** Writes each open ticket's time left, marks it from its deadline on, and writes the number of shown tickets per level. */
export const countDown = () => {
  const now = serverNow();
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const ticket of document.querySelectorAll('[data-due]')) {
    if (!(ticket instanceof HTMLElement)) continue;
    const leftMs = Number(ticket.dataset['due']) - now;
    write(ticket.querySelector('[data-left]'), formatLeft(leftMs, texts));
    if (leftMs <= 0) setLevel(ticket, 'overdue');
    const { level = '' } = ticket.dataset;
    if (!ticket.hidden) counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  for (const sum of document.querySelectorAll('[data-count]')) {
    if (!(sum instanceof HTMLElement)) continue;
    const count = counts.get(sum.dataset['count'] ?? '') ?? 0;
    sum.hidden = count === 0;
    write(sum.querySelector('b'), String(count));
  }
};

/**
 * The server changes the level otherwise.
 * @param {HTMLElement} ticket
 * @param {'overdue'} level
 */
const setLevel = (ticket, level) => {
  ticket.dataset['level'] = level;
  write(ticket.querySelector('[data-level-name]'), texts.levels[level]);
  if (ticket.dataset['state'] === 'open') write(ticket.querySelector('.mark'), '⛔');
};

/**
 * @param {Element | null} element
 * @param {string} text
 */
const write = (element, text) => {
  if (element !== null && element.textContent !== text) element.textContent = text;
};
