import { noticeNew, startAlerts, unmark } from './alerts.ts';
import { applyFilters, startFilters } from './filters.ts';
import { refreshLife, startLife } from './life.ts';
import { hideDismissed, startPast } from './past.ts';
import { startKeys } from './row-keys.ts';
import { showSelection, startSelection } from './select-rows.ts';
import { startSettings } from './settings.ts';

/** The board's own script: filters, settings, alerts, dismissals, keys, a selection and a ticket's life. */
export const startBoard = (): void => {
  startSettings();
  startFilters();
  startPast();
  startLife();
  startAlerts();
  startKeys();
  startSelection();
  boardChanged();
};

/** After each update: the rows are new, and what their reader has chosen holds for them. */
export const boardChanged = (): void => {
  noticeNew();
  applyFilters();
  hideDismissed();
  showSelection();
  refreshLife();
};

/** Each second. */
export const boardTicks = (): void => {
  applyFilters();
  showSelection();
  unmark();
};
