import { press } from '../acts.ts';
import { all, write } from '../dom.ts';
import { texts } from '../page-texts.ts';
import { recall } from './remember.ts';
import { onCardOf, toggleRow } from './select-rows.ts';

/** By the key's place, since a Korean or Chinese keyboard writes other letters. */
const STEPS: Record<string, number> = { KeyJ: 1, KeyK: -1, ArrowDown: 1, ArrowUp: -1 };
const BUTTONS: Record<string, string> = { KeyC: 'claim', KeyR: 'reply', KeyO: 'order' };

/** Keys for the board. The reader can switch the single letters off. The arrows work on a focused ticket alone. */
export const startKeys = (): void => {
  document.addEventListener('keydown', (event) => {
    const isChord = event.ctrlKey || event.metaKey || event.altKey;
    if (!isChord && isOutOfSearch(event)) {
      event.preventDefault();
      links()[0]?.focus();
    }
    if (isChord || isWriting(event.target) || document.querySelector('dialog[open]') !== null) return;
    const isArrow = event.code.startsWith('Arrow');
    if (isArrow ? here() === undefined : recall('no-keys') === 'on') return;
    const run = runs(event);
    if (run === undefined) return;
    event.preventDefault();
    run();
  });
  document.getElementById('show-keys')?.addEventListener('click', showKeys);
};

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof Element && target.matches('input:not([type="checkbox"]), textarea, select');

/** Enter and the arrow down lead from the search to what it found. */
const isOutOfSearch = ({ target, key, isComposing }: KeyboardEvent): boolean =>
  !isComposing && target === document.getElementById('find') && (key === 'Enter' || key === 'ArrowDown');

const runs = ({ code, key }: KeyboardEvent): (() => void) | undefined => {
  if (key === '?') return showKeys;
  if (key === '/') return () => document.getElementById('find')?.focus();
  const step = STEPS[code];
  if (step !== undefined) return () => walk(step);
  const row = here()?.closest('li') ?? undefined;
  const action = BUTTONS[code];
  if (row === undefined) return undefined;
  if (action !== undefined) return () => pressOnCard(row, action);
  return code === 'KeyX' ? () => toggleRow(row) : undefined;
};

const links = (): HTMLElement[] => all('#board-content .opens').filter((link) => link.checkVisibility());

const here = (): HTMLElement | undefined =>
  links().find((link) => link.closest('li')?.contains(document.activeElement));

/** The place of the last ticket that had the focus. A ticket that closes leaves its place to the next one. */
let place = 0;

const walk = (step: number): void => {
  const shown = links();
  const at = shown.findIndex((link) => link === here());
  const next = Math.min(at < 0 ? place : at + step, shown.length - 1);
  if (next >= 0) place = next;
  shown[next]?.focus();
};

const pressOnCard = (row: Element, action: string): void => {
  const button = onCardOf(row, `[data-press][data-action="${action}"]`);
  write(document.getElementById('row-said'), button === undefined ? texts.noButton : '');
  if (button !== undefined) void press(button);
};

const showKeys = (): void => document.querySelector<HTMLDialogElement>('#keys')?.showModal();
