import { texts } from '../page-texts.js';
import { recall, remember } from './remember.js';

const MOST_KEPT = 500;

/** Past confirmations can be dismissed, in this browser alone. */
export const startPast = () => {
  document.getElementById('board-content')?.addEventListener('click', ({ target }) => {
    if (!(target instanceof Element)) return;
    const row = target.closest('[data-dismiss]')?.closest('li');
    if (row) {
      const next = row.nextElementSibling ?? row.previousElementSibling;
      keep([...dismissed(), row.dataset['key'] ?? '']);
      const following = next?.querySelector('[data-dismiss]');
      if (following instanceof HTMLElement && following.checkVisibility()) following.focus();
      else document.querySelector('.past summary')?.parentElement?.querySelector('summary')?.focus();
    }
    if (target.closest('[data-dismiss-all]'))
      keep([...dismissed(), ...rowsOf().map((shown) => shown.dataset['key'] ?? '')]);
    if (target.closest('[data-bring-back]')) keep([]);
  });
};

const dismissed = () => recall('dismissed').split(' ').filter(Boolean);

/** @param {string[]} keys */
const keep = (keys) => {
  remember('dismissed', [...new Set(keys)].slice(-MOST_KEPT).join(' '));
  hideDismissed();
};

const rowsOf = () =>
  [...document.querySelectorAll('.past li')].flatMap((row) => (row instanceof HTMLElement ? [row] : []));

export const hideDismissed = () => {
  const keys = new Set(dismissed());
  const rows = rowsOf();
  for (const row of rows) row.classList.toggle('is-gone', keys.has(row.dataset['key'] ?? ''));
  const gone = rows.filter(({ classList }) => classList.contains('is-gone')).length;
  const place = document.getElementById('dismissed');
  if (place === null) return;
  place.hidden = gone === 0;
  const count = place.querySelector('[data-dismissed]');
  if (count !== null) count.textContent = texts.dismissed.replace('{count}', String(gone));
  const all = document.getElementById('dismiss-all');
  if (all !== null) all.hidden = gone === rows.length;
};
