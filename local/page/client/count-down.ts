import { all, write } from './dom.ts';
import { texts } from './page-texts.ts';
import { serverNow } from './server-clock.ts';
import { formatLeft } from './times.ts';

/** Writes each open ticket's time left, marks it from its deadline on, and writes the number of shown tickets per level. */
export const countDown = (): void => {
  const counts = new Map<string, number>();
  for (const ticket of all('[data-due]')) {
    const leftMs = Number(ticket.dataset['due']) - serverNow();
    write(ticket.querySelector('[data-left]'), formatLeft(leftMs, texts));
    if (leftMs <= 0) markOverdue(ticket);
    const { level = '' } = ticket.dataset;
    if (!ticket.hidden) counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  for (const sum of all('[data-count]')) {
    const count = counts.get(sum.dataset['count'] ?? '') ?? 0;
    sum.hidden = count === 0;
    write(sum.querySelector('b'), String(count));
  }
};

/** The server changes the level otherwise. */
const markOverdue = (ticket: HTMLElement): void => {
  ticket.dataset['level'] = 'overdue';
  write(ticket.querySelector('[data-level-name]'), texts.levels.overdue);
  if (ticket.dataset['state'] === 'open') write(ticket.querySelector('.mark'), '⛔');
};
