import { all } from '../dom.ts';
import { noticeNew, startAlerts, unmark } from './alerts.ts';
import { applyFilters, startFilters } from './filters.ts';
import { refreshLife, startLife } from './life.ts';
import { hideDismissed, startPast } from './past.ts';
import { startSettings } from './settings.ts';

/** The board's own script: filters, settings, alerts, dismissals and a ticket's life. */
export const startBoard = (): void => {
  startSettings();
  startFilters();
  startPast();
  startLife();
  startAlerts();
  document.getElementById('board-content')?.addEventListener('keydown', walkRows);
  boardChanged();
};

/** After each update: the rows are new, and what their reader has chosen holds for them. */
export const boardChanged = (): void => {
  noticeNew();
  applyFilters();
  hideDismissed();
  refreshLife();
};

/** Each second. */
export const boardTicks = (): void => {
  applyFilters();
  unmark();
};

/** The arrows go from ticket to ticket. */
const walkRows = (event: KeyboardEvent): void => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const links = all('#board-content .opens').filter((link) => link.checkVisibility());
  const here = links.findIndex((link) => link === document.activeElement);
  const next = step === undefined || here < 0 ? undefined : links[here + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
};
