import { closest, write } from './dom.ts';
import { fill } from './fill.ts';
import { texts } from './page-texts.ts';

const SHOWN_MS = 1500;

/** A click on a number on the board copies it. */
export const startCopying = (): void => {
  document.getElementById('board')?.addEventListener('click', (event) => {
    const button = closest(event, '[data-copy]');
    if (button !== null) void copy(button, button.dataset['copy'] ?? '');
  });
};

const copy = async (button: HTMLElement, number: string): Promise<void> => {
  const announced = document.getElementById('announced');
  try {
    await navigator.clipboard.writeText(number);
    button.classList.add('is-copied');
    setTimeout(() => button.classList.remove('is-copied'), SHOWN_MS);
    write(announced, fill(texts.copied, { id: number }));
  } catch {
    write(announced, texts.notCopied);
  }
};
