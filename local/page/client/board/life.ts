import { closest } from '../dom.ts';
import { morph } from '../morph.ts';
import { texts } from '../page-texts.ts';

const dialog = document.querySelector<HTMLDialogElement>('#life');
let shown = '';

/** A ticket's whole life in a window over the board. Without the script the link leads to a page. */
export const startLife = (): void => {
  document.getElementById('board-content')?.addEventListener('click', (event) => {
    const link = closest(event, 'a[data-life]');
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void open(link.dataset['life'] ?? '');
  });
  dialog?.addEventListener('close', () => {
    shown = '';
  });
  dialog?.addEventListener('click', (event) => {
    // Also after a press beside the window.
    if (event.target === dialog || closest(event, '[data-close], a[href^="#"]')) dialog.close();
  });
};

/** The window shows the latest, too. */
export const refreshLife = (): void => {
  if (shown !== '') void fill(shown);
};

const open = async (id: string): Promise<void> => {
  shown = id;
  await fill(id);
  if (dialog?.open === false) dialog.showModal();
};

const fill = async (id: string): Promise<void> => {
  const content = document.getElementById('life-content');
  const address = `/ticket?part&lang=${document.documentElement.lang}&id=${encodeURIComponent(id)}`;
  const html = await fetch(address)
    .then((response) => response.text())
    .catch(() => undefined);
  if (content === null || shown !== id) return;
  if (html === undefined) content.textContent = texts.failed;
  else morph(content, html);
};
