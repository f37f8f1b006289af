import { all } from '../dom.ts';
import { recall, remember } from './remember.ts';

/** The reader's own settings, kept in this browser. */
export const startSettings = (): void => {
  for (const box of all<HTMLInputElement>('[data-setting]')) {
    const name = box.dataset['setting'] ?? '';
    box.checked = recall(name) === 'on';
    box.addEventListener('change', () => {
      remember(name, box.checked ? 'on' : '');
      showBoardAlone();
    });
  }
  const more = document.getElementById('board-more');
  more?.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    more.removeAttribute('open');
    more.querySelector('summary')?.focus();
  });
  document.addEventListener('click', ({ target }) => {
    if (target instanceof Node && more?.contains(target) === false) more.removeAttribute('open');
  });
  showBoardAlone();
};

const showBoardAlone = (): boolean =>
  document.body.classList.toggle('is-board-alone', recall('only') === 'on');
