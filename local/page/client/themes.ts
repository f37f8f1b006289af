import { all, markCurrent } from './dom.ts';

/** Switches the theme without loading the page again. The server remembers the choice. */
export const startThemes = (): void => {
  const links = all<HTMLAnchorElement>('[data-choose-theme]');
  for (const link of links) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      document.documentElement.dataset['theme'] = link.dataset['chooseTheme'] ?? 'system';
      markCurrent(links, (other) => other === link);
      void fetch(link.href, { redirect: 'manual' }).catch(() => undefined);
    });
  }
};
