const VIEWS = ['channels', 'board', 'controls'];

/**
 * On a phone one of the page's parts is shown at a time: the one that the address names, or that holds what it names. On a
 * wide screen all are, and the links only lead there.
 */
export const startViews = () => {
  addEventListener('hashchange', follow);
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    // A second click on the same link changes no address.
    if (link instanceof HTMLAnchorElement && link.hash === location.hash) follow();
  });
  follow();
};

const follow = () => {
  const id = decodeURIComponent(location.hash.slice(1));
  const target = id === '' ? null : document.getElementById(id);
  const view = target?.closest('.view')?.id ?? (target === null && id !== '' ? undefined : VIEWS[0]);
  if (view === undefined) return;
  document.body.dataset['view'] = view;
  for (const link of document.querySelectorAll('.views a')) {
    if (link.getAttribute('href') === `#${view}`) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
  if (target === null) return;
  target.closest('details')?.setAttribute('open', '');
  target.scrollIntoView({ block: VIEWS.includes(id) ? 'start' : 'center' });
};
