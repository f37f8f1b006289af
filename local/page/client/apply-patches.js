import { boardChanged } from './board/start-board.js';
import { countDown } from './count-down.js';
import { localizeDates } from './local-dates.js';

const FLASH_MS = 4000;
/** Of the guided day: the message that it shows in a scene. */
let shown = { scene: '', id: '', isBroadcast: false };

/**
 * Applies the server's changes to the page. What the reader has unfolded, chosen or focused stays.
 * @param {import('../patch.ts').Patch[]} patches
 */
export const applyPatches = (patches) => {
  const focused = document.activeElement?.id ?? '';
  for (const patch of patches) apply(patch);
  countDown();
  if (patches.some(({ id }) => id === 'board-content')) boardChanged();
  if (patches.some(({ id }) => id === 'day')) showAgain();
  if (focused !== '') focusAgain(focused);
};

/**
 * The first button of the guided day hides while it plays, and the others while it does not.
 * @param {string} id
 */
const focusAgain = (id) => {
  const others = id.startsWith('day-') ? ['day-next', 'day-play'] : [];
  const found = [id, ...others].map((one) => document.getElementById(one));
  const visible = found.find((element) => element?.checkVisibility());
  if (visible !== document.activeElement) visible?.focus();
};

/** @param {import('../patch.ts').Patch} patch */
const apply = (patch) => {
  const element = document.getElementById(patch.id);
  switch (patch.do) {
    case 'remove':
      return element?.remove();
    case 'fill':
      return element === null ? undefined : fill(element, patch.html);
    case 'replace':
      return element === null ? undefined : show(patch, (fresh) => element.replaceWith(fresh));
    case 'put': {
      if (element !== null) return show(patch, (fresh) => element.replaceWith(fresh));
      const parent = document.getElementById(patch.into);
      // An older message that this page does not show.
      if (parent === null) return;
      return show(patch, (fresh) => (patch.at === 'start' ? parent.prepend(fresh) : parent.append(fresh)));
    }
  }
};

/**
 * @param {Element} element
 * @param {string} html
 */
const fill = (element, html) => {
  const isOpen = new Map([...element.querySelectorAll('details')].map(({ id, open }) => [id, open]));
  const chosen = element instanceof HTMLSelectElement ? element.value : undefined;
  // The server escapes all text of a message, and this page's policy runs no inline script.
  element.innerHTML = html;
  for (const details of element.querySelectorAll('details')) {
    details.open = isOpen.get(details.id) ?? details.open;
  }
  if (element instanceof HTMLSelectElement && chosen !== undefined) {
    element.value = chosen;
    if (element.selectedIndex < 0) element.selectedIndex = 0;
  }
  localizeDates(element);
};

/**
 * @param {{ html: string, flash?: 'new' | 'edited' }} patch
 * @param {(fresh: Element) => void} place
 */
const show = ({ html, flash }, place) => {
  const template = document.createElement('template');
  template.innerHTML = html;
  const fresh = template.content.firstElementChild;
  if (fresh === null) return;
  localizeDates(template.content);
  place(fresh);
  if (flash === undefined) return;
  fresh.classList.add(`is-${flash}`);
  showInScene(fresh);
  setTimeout(() => fresh.classList.remove(`is-${flash}`), FLASH_MS);
};

const sceneNow = () => {
  const caption = document.querySelector('[data-scene]');
  return caption instanceof HTMLElement ? (caption.dataset['scene'] ?? '') : '';
};

/**
 * The guided day shows what its caption tells of: the first that is new in a scene, or what the channel shows of a thread.
 * @param {Element} fresh
 */
const showInScene = (fresh) => {
  const scene = sceneNow();
  const isBroadcast = fresh.querySelector(':scope > .broadcast') !== null;
  if (scene === shown.scene && (shown.isBroadcast || !isBroadcast)) return;
  shown = { scene, id: fresh.id, isBroadcast };
  if (scene !== '') fresh.scrollIntoView({ block: 'center' });
};

/** What came after it in the scene may have moved it. */
const showAgain = () => {
  if (shown.scene !== '' && shown.scene === sceneNow())
    document.getElementById(shown.id)?.scrollIntoView({ block: 'center' });
};
