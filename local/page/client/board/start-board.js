import { noticeNew, startAlerts, unmark } from './alerts.js';
import { applyFilters, startFilters } from './filters.js';
import { refreshLife, startLife } from './life.js';
import { hideDismissed, startPast } from './past.js';
import { startSettings } from './settings.js';

/** The board's own script: filters, settings, alerts, dismissals and a ticket's life. */
export const startBoard = () => {
  startSettings();
  startFilters();
  startPast();
  startLife();
  startAlerts();
  document.getElementById('board-content')?.addEventListener('keydown', walkRows);
  boardChanged();
};

/** After each update: the rows are new, and what their reader has chosen holds for them. */
export const boardChanged = () => {
  noticeNew();
  applyFilters();
  hideDismissed();
  refreshLife();
};

/** Each second. */
export const boardTicks = () => {
  applyFilters();
  unmark();
};

/** The arrows go from ticket to ticket. @param {KeyboardEvent} event */
const walkRows = (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const here = document.activeElement;
  if (step === undefined || !(here instanceof HTMLElement) || !here.matches('.opens')) return;
  const links = [...document.querySelectorAll('#board-content .opens')].filter((link) =>
    link.checkVisibility(),
  );
  const next = links[links.indexOf(here) + step];
  if (!(next instanceof HTMLElement)) return;
  event.preventDefault();
  next.focus();
};
