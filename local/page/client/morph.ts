import { Idiomorph } from './idiomorph.js';
import { localizeDates } from './local-dates.ts';

/** Classes that only the script sets. */
const MARKS = ['is-new', 'is-edited', 'is-copied', 'is-target'];

type Listeners = { onAdded?: (element: Element) => void; onEdited?: (post: Element) => void };

/**
 * Makes the content of an element equal to the server's HTML, and changes only what differs. What the reader focused,
 * unfolded, chose or typed stays.
 */
export const morph = (element: Element, html: string, { onAdded, onEdited }: Listeners = {}): void => {
  // The server escapes all text, and this page's policy runs no inline script.
  void Idiomorph.morph(element, html, {
    morphStyle: 'innerHTML',
    callbacks: {
      afterNodeAdded: (node) => {
        if (node instanceof Element) onAdded?.(node);
      },
      beforeNodeMorphed: (old, fresh) => {
        if (!(old instanceof HTMLElement) || !(fresh instanceof HTMLElement)) return true;
        if (isKept(old, fresh)) return false;
        if (old.dataset['edited'] !== fresh.dataset['edited']) onEdited?.(old);
        keepState(old, fresh);
        return true;
      },
    },
  });
  localizeDates(element);
};

const isKept = (old: HTMLElement, fresh: HTMLElement): boolean => {
  if (fresh.dataset['keep'] !== undefined) return true;
  // The browser has written it in the reader's zone.
  if (old instanceof HTMLTimeElement && fresh instanceof HTMLTimeElement)
    return old.dateTime === fresh.dateTime && old.dataset['format'] === fresh.dataset['format'];
  if (fieldOf(old) !== fieldOf(fresh)) return false;
  if (old instanceof HTMLSelectElement && fresh instanceof HTMLSelectElement) {
    replaceOptions(old, fresh);
    return true;
  }
  if (old instanceof HTMLInputElement)
    return old.value !== old.defaultValue || old.checked !== old.defaultChecked;
  return old instanceof HTMLTextAreaElement && old.value !== old.defaultValue;
};

/** Slack keeps what was typed as long as the ids of the field stay. */
const fieldOf = ({ id, dataset: { block, action } }: HTMLElement): string => `${id} ${block} ${action}`;

/** Idiomorph would keep the position of the chosen option instead of its value. */
const replaceOptions = (old: HTMLSelectElement, fresh: HTMLSelectElement): void => {
  if (old.isEqualNode(fresh)) return;
  const chosen = old.selectedIndex === defaultOf(old) ? undefined : old.value;
  old.replaceChildren(...fresh.children);
  const again = [...old.options].findIndex(({ value }) => value === chosen);
  old.selectedIndex = again < 0 ? defaultOf(old) : again;
};

const defaultOf = ({ options }: HTMLSelectElement): number => {
  const index = [...options].findIndex(({ defaultSelected }) => defaultSelected);
  return Math.max(0, index);
};

/** Takes over what the reader and the script did to an element. */
const keepState = (old: HTMLElement, fresh: HTMLElement): void => {
  if (old instanceof HTMLDetailsElement && fresh instanceof HTMLDetailsElement && old.id === fresh.id)
    fresh.open = old.open;
  if (old.ariaBusy === 'true' && old.matches('button, form')) fresh.ariaBusy = 'true';
  for (const mark of MARKS) if (old.classList.contains(mark)) fresh.classList.add(mark);
};
