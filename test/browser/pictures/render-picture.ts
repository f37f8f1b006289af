import { html, raw } from 'hono/html';
import { renderEntry, renderPage, viewIn } from '../gallery/render-gallery.ts';
import { madeUpName } from '../../../local/page/names.ts';
import type { Language } from '../gallery/made-up-team.ts';
import type { Layout } from './list-pictures.ts';
import type { Post } from './tour-scenes.ts';

/** As wide as a phone's page. */
export const TOUR_WIDTH = 400;

const STYLE = `
  #picture { display: grid; gap: 0.75rem; padding: 0.75rem; align-items: start; align-content: start; box-sizing: border-box; }
  #picture > div { display: grid; gap: 0.75rem; min-width: 0; }
  #picture.is-tall { width: ${TOUR_WIDTH}px; }
  #picture.is-frame { width: 640px; height: 600px; overflow: hidden; }
  #picture.is-wide { width: 1200px; grid-template-columns: 1fr 1fr; gap: 1rem; padding: 1rem; }
  .entry > h3, .push, .reactions { display: none; }
  .entry .slack-dialog { width: auto; max-height: none; }
  .scene h2 { margin: 0 0 0.25rem; }
  .scene p { margin: 0; }`;

/** The gallery's people with the names of the sample's. */
const PEOPLE = [
  { id: 'U0CS', as: 'U0HANA' },
  { id: 'U0LEAD', as: 'U0LEAD' },
];

type Content = { columns: Post[][]; layout: Layout; caption?: { title: string; text: string } };

/** The page of a picture, which is the element `#picture`. */
export const renderPicture = async (
  language: Language,
  { columns, layout, caption }: Content,
): Promise<string> => {
  const people = PEOPLE.map(({ id, as }) => ({ id, name: madeUpName(as, language) ?? as }));
  const view = viewIn(language, true, people);
  const shown = columns.map(
    (entries, column) =>
      html`<div>${entries.map((entry, at) => renderEntry(entry, 20 * column + 2 * at, view))}</div>`,
  );
  const above = caption && html`<div class="scene"><h2>${caption.title}</h2><p>${caption.text}</p></div>`;
  const page = await renderPage(
    language,
    'light',
    html`<style>${raw(STYLE)}</style><section id="picture" class="is-${layout}">${above ?? ''}${shown}</section>`,
  );
  // The gallery's claimer has the name that the sample's reader sees.
  return page.replaceAll('minji', madeUpName('U0HANA', language) ?? '');
};
