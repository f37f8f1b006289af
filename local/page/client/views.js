import { showDrawer } from './controls.js';

const VIEWS = ['channels', 'board', 'controls'];

/**
 * A phone shows one part of the page at a time: the part that the address names, or the one that contains the named
 * element. A wide screen shows all parts, and the links only scroll.
 */
export const startViews = () => {
  addEventListener('hashchange', follow);
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    // A second click on the same link does not change the address, so no event comes.
    if (link instanceof HTMLAnchorElement && link.hash === location.hash) follow();
  });
  follow();
};

const follow = () => {
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

/** @param {string} view */
const choose = (view) => {
  document.body.dataset['view'] = view;
  for (const link of document.querySelectorAll('.views a')) {
    if (link.getAttribute('href') === `#${view}`) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
};

/** Scrolls to an element, on a phone in its part of the page. @param {Element} element */
export const showElement = (element) => {
  const view = element.closest('.view');
  if (view !== null) choose(view.id);
  element.scrollIntoView({ block: 'center' });
};
