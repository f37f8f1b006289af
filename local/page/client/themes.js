/** Switches the theme without loading the page again. The server remembers the choice. */
export const startThemes = () => {
  const links = document.querySelectorAll('[data-choose-theme]');
  for (const link of links) {
    if (!(link instanceof HTMLAnchorElement)) continue;
    link.addEventListener('click', (event) => {
      event.preventDefault();
      document.documentElement.dataset['theme'] = link.dataset['chooseTheme'] ?? 'system';
      for (const other of links) {
        if (other === link) other.setAttribute('aria-current', 'true');
        else other.removeAttribute('aria-current');
      }
      void fetch(link.href, { redirect: 'manual' }).catch(() => undefined);
    });
  }
};
