import { askFirst } from './ask-first.js';
import { writeClock } from './local-dates.js';
import { texts } from './page-texts.js';
import { serverNow } from './server-clock.js';

/** Opens and closes the drawer, sends the command of a pressed button, and shows its result. */
export const startControls = () => {
  const [opener, drawer] = [document.getElementById('controls-open'), document.getElementById('controls')];
  const toggle = (/** @type {boolean} */ isOpen) => {
    showDrawer(isOpen);
    (isOpen ? drawer : opener)?.focus();
    document.cookie = `notifier-controls=${isOpen ? 'open' : 'closed'}; path=/; max-age=31536000; samesite=strict`;
  };
  opener?.addEventListener('click', () => toggle(opener.ariaExpanded !== 'true'));
  document.getElementById('controls-close')?.addEventListener('click', () => toggle(false));
  drawer?.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape' && opener?.checkVisibility() === true) toggle(false);
  });
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button[data-do]') : null;
    if (button instanceof HTMLButtonElement) void press(button);
  });
};

/**
 * On a phone the drawer is a view of its own, which this does not change.
 * @param {boolean} isOpen
 */
export const showDrawer = (isOpen) => {
  document.body.classList.toggle('is-controls-open', isOpen);
  document.getElementById('controls-open')?.setAttribute('aria-expanded', String(isOpen));
};

/**
 * `at`: the instant that `{when}` in `done` means. `ask`: to ask before the command is sent again.
 * @typedef {{ done?: string, error?: string, at?: number, ask?: import('./ask-first.js').Question }} Answer
 */

/** @type {(json: string) => Answer} */
const readAnswer = JSON.parse;

/** @param {HTMLButtonElement} button */
const press = async (button) => {
  if (button.ariaBusy === 'true') return;
  button.ariaBusy = 'true';
  const before = serverNow();
  try {
    const command = commandOf(button);
    const answer = await send(command);
    if (answer.ask === undefined) say(answer, before);
    else if (await askFirst(answer.ask)) say(await send({ ...command, isSure: true }), before);
  } catch {
    say({ error: texts.failed }, before);
  } finally {
    button.ariaBusy = 'false';
  }
};

/** @param {HTMLButtonElement} button */
const commandOf = ({ dataset, ariaPressed }) => {
  const { do: name = '', trouble, to, step, target } = dataset;
  if (step !== undefined) return { do: name, step };
  // A second press turns the trouble off.
  if (trouble !== undefined) {
    return { do: name, trouble: trouble === '' || ariaPressed === 'true' ? null : trouble };
  }
  if (to !== undefined) return { do: name, to };
  const field = target === undefined ? null : document.getElementById(target);
  const inquiryId = field instanceof HTMLSelectElement ? field.value : '';
  return inquiryId === '' ? { do: name } : { do: name, inquiryId };
};

/**
 * @param {object} command
 * @returns {Promise<Answer>}
 */
const send = async (command) => {
  const response = await fetch(`/controls?lang=${document.documentElement.lang}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(command),
  });
  return readAnswer(await response.text());
};

/**
 * @param {Answer} answer
 * @param {number} before when the button was pressed, epoch ms
 */
const say = ({ done, error, at }, before) => {
  const place = document.getElementById('said');
  if (place === null) return;
  place.textContent = (done ?? error ?? texts.failed).replace('{when}', () =>
    writeClock(at ?? before, before),
  );
  place.classList.toggle('is-refused', done === undefined);
};
