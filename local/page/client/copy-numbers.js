import { texts } from './page-texts.js';

const SHOWN_MS = 1500;

/** A click on a number on the board copies it. */
export const startCopying = () => {
  document.getElementById('board')?.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('[data-copy]') : null;
    if (button instanceof HTMLElement) void copy(button, button.dataset['copy'] ?? '');
  });
};

/**
 * @param {HTMLElement} button
 * @param {string} number
 */
const copy = async (button, number) => {
  const announced = document.getElementById('announced');
  try {
    await navigator.clipboard.writeText(number);
    button.classList.add('is-copied');
    setTimeout(() => button.classList.remove('is-copied'), SHOWN_MS);
    if (announced !== null) announced.textContent = texts.copied.replace('{id}', number);
  } catch {
    if (announced !== null) announced.textContent = texts.notCopied;
  }
};
