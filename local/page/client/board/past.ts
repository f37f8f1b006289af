import { all, closest, write } from '../dom.ts';
import { fill } from '../fill.ts';
import { texts } from '../page-texts.ts';
import { recall, remember } from './remember.ts';

const MOST_KEPT = 500;

/** Past confirmations can be dismissed, in this browser alone. */
export const startPast = (): void => {
  document.getElementById('board-content')?.addEventListener('click', (event) => {
    const row = closest(event, '[data-dismiss]')?.closest('li');
    if (row) {
      const next = row.nextElementSibling ?? row.previousElementSibling;
      keep([...dismissed(), row.dataset['key'] ?? '']);
      const following = next?.querySelector<HTMLElement>('[data-dismiss]');
      if (following?.checkVisibility() === true) following.focus();
      else document.querySelector<HTMLElement>('.past summary')?.focus();
    }
    if (closest(event, '[data-dismiss-all]'))
      keep([...dismissed(), ...all('.past li').map((shown) => shown.dataset['key'] ?? '')]);
    if (closest(event, '[data-bring-back]')) keep([]);
  });
};

const dismissed = (): string[] => recall('dismissed').split(' ').filter(Boolean);

const keep = (keys: string[]): void => {
  remember('dismissed', [...new Set(keys)].slice(-MOST_KEPT).join(' '));
  hideDismissed();
};

export const hideDismissed = (): void => {
  const keys = new Set(dismissed());
  const rows = all('.past li');
  for (const row of rows) row.classList.toggle('is-gone', keys.has(row.dataset['key'] ?? ''));
  const gone = rows.filter(({ classList }) => classList.contains('is-gone')).length;
  const place = document.getElementById('dismissed');
  if (place === null) return;
  place.hidden = gone === 0;
  write(place.querySelector('[data-dismissed]'), fill(texts.dismissed, { count: gone }));
  const dismissAll = document.getElementById('dismiss-all');
  if (dismissAll !== null) dismissAll.hidden = gone === rows.length;
};
