import { press } from '../acts.ts';
import { all, closest, write } from '../dom.ts';
import { fill } from '../fill.ts';
import { texts } from '../page-texts.ts';

const bar = document.getElementById('selection');
const person = document.querySelector<HTMLSelectElement>('#assign-to');

/** Several tickets go to one person: each card's own menu is used, one after the other. */
export const startSelection = (): void => {
  document.getElementById('board-content')?.addEventListener('change', (event) => {
    if (closest(event, BOX) !== null) showSelection();
  });
  document.getElementById('assign-all')?.addEventListener('click', () => void assignAll());
  document.getElementById('unselect')?.addEventListener('click', unselect);
};

const BOX = '[data-select]';
const boxes = (): HTMLInputElement[] =>
  all<HTMLInputElement>(`.tickets ${BOX}`).filter(({ checked }) => checked);

export const toggleRow = (row: Element): void => row.querySelector<HTMLInputElement>(BOX)?.click();

/** A ticket that a filter hides is not selected any more: nobody assigns what they do not see. */
export const showSelection = (): void => {
  for (const box of boxes()) if (!box.checkVisibility()) box.checked = false;
  const count = boxes().length;
  if (bar !== null) bar.hidden = count === 0;
  write(document.getElementById('selected'), fill(texts.selected, { count }));
};

const unselect = (): void => {
  for (const box of boxes()) box.checked = false;
  showSelection();
};

const assignAll = async (): Promise<void> => {
  if (person === null || person.value === '') return person?.focus();
  const name = person.selectedOptions[0]?.text ?? '';
  const menus = boxes().map((box) => onCardOf(box.closest('li') ?? box, 'select[data-action="assign"]'));
  const found = menus.filter((menu) => menu instanceof HTMLSelectElement);
  unselect();
  const status = document.getElementById('row-said');
  const left = menus.length - found.length;
  const parts = [texts.assigning, ...(left > 0 ? [texts.notAssigned] : [])];
  write(status, fill(parts.join(' '), { count: found.length, name, left }));
  for (const menu of found) {
    menu.value = person.value;
    await press(menu);
  }
};

/** An element of the ticket's newest card. `undefined` if this page does not show the card, or the card has none. */
export const onCardOf = (row: Element, selector: string): HTMLElement | undefined => {
  const card = row.querySelector('.card-link')?.getAttribute('href')?.slice(1) ?? '';
  return document.getElementById(card)?.querySelector<HTMLElement>(selector) ?? undefined;
};
