import { recall, remember } from './remember.js';

/** The reader's own settings, kept in this browser. */
export const startSettings = () => {
  for (const box of document.querySelectorAll('[data-setting]')) {
    if (!(box instanceof HTMLInputElement)) continue;
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

const showBoardAlone = () => document.body.classList.toggle('is-board-alone', recall('only') === 'on');
