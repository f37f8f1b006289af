import { showDrawer } from './controls.ts';
import { all, closest, markCurrent } from './dom.ts';

const VIEWS = ['channels', 'board', 'controls'];

/**
 * A phone shows one part of the page at a time: the part that the address names, or the one that contains the named
 * element. A wide screen shows all parts, and the links only scroll.
 */
export const startViews = (): void => {
  addEventListener('hashchange', follow);
  document.addEventListener('click', (event) => {
    const link = closest(event, 'a[href^="#"]');
    // A second click on the same link does not change the address, so no event comes.
    if (link?.getAttribute('href') === location.hash) follow();
  });
  follow();
};

const follow = (): void => {
  const id = decodeURIComponent(location.hash.slice(1));
  const target = id === '' ? null : document.getElementById(id);
  const view = target?.closest('.view')?.id ?? (target === null && id !== '' ? undefined : VIEWS[0]);
  if (view === undefined) return;
  choose(view);
  if (target === null) return;
  target.closest('details')?.setAttribute('open', '');
  if (view === 'controls') showDrawer(true);
  target.scrollIntoView({ block: VIEWS.includes(id) ? 'start' : 'center' });
};

const choose = (view: string): void => {
  document.body.dataset['view'] = view;
  markCurrent(all('.views a'), (link) => link.getAttribute('href') === `#${view}`);
};

/** Scrolls to an element, on a phone in its part of the page. */
export const showElement = (element: Element): void => {
  const view = element.closest('.view');
  if (view !== null) choose(view.id);
  element.scrollIntoView({ block: 'center' });
};
