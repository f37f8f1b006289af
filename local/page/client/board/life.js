import { morph } from '../morph.js';
import { texts } from '../page-texts.js';

let shown = '';

/** A ticket's whole life in a window over the board. Without the script the link leads to a page. */
export const startLife = () => {
  document.getElementById('board-content')?.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[data-life]') : null;
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey);
    if (!(link instanceof HTMLAnchorElement) || !isPlain) return;
    event.preventDefault();
    void open(link.dataset['life'] ?? '');
  });
  const dialog = dialogOf();
  dialog?.addEventListener('close', () => {
    shown = '';
  });
  dialog?.addEventListener('click', ({ target }) => {
    // A press beside the window.
    if (target === dialog || (target instanceof Element && target.closest('[data-close]'))) dialog.close();
    if (target instanceof Element && target.closest('a[href^="#"]')) dialog.close();
  });
};

/** The window shows the latest, too. */
export const refreshLife = () => {
  if (shown !== '') void fill(shown);
};

const dialogOf = () => {
  const found = document.getElementById('life');
  return found instanceof HTMLDialogElement ? found : undefined;
};

/** @param {string} id */
const open = async (id) => {
  shown = id;
  await fill(id);
  const dialog = dialogOf();
  if (dialog?.open === false) dialog.showModal();
};

/** @param {string} id */
const fill = async (id) => {
  const content = document.getElementById('life-content');
  const address = `/ticket?part&lang=${document.documentElement.lang}&id=${encodeURIComponent(id)}`;
  const html = await fetch(address)
    .then((response) => response.text())
    .catch(() => undefined);
  if (content === null || shown !== id) return;
  if (html === undefined) {
    content.textContent = texts.lifeFailed;
    return;
  }
  morph(content, html);
};
