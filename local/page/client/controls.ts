import { askFirst, type Question } from './ask-first.ts';
import { closest, post } from './dom.ts';
import { fill } from './fill.ts';
import { writeClock } from './local-dates.ts';
import { texts } from './page-texts.ts';
import { serverNow } from './server-clock.ts';

/** Opens and closes the drawer, sends the command of a pressed button, and shows its result. */
export const startControls = (): void => {
  const [opener, drawer] = [document.getElementById('controls-open'), document.getElementById('controls')];
  const toggle = (isOpen: boolean): void => {
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
    const button = closest(event, 'button[data-do]');
    if (button !== null) void press(button);
  });
};

/** On a phone the drawer is a view of its own, which this does not change. */
export const showDrawer = (isOpen: boolean): void => {
  document.body.classList.toggle('is-controls-open', isOpen);
  document.getElementById('controls-open')?.setAttribute('aria-expanded', String(isOpen));
};

/** `at`: the instant that `{when}` in `done` means. `ask`: to ask before the command is sent again. */
type Answer = { done?: string; error?: string; at?: number; ask?: Question };

const readAnswer: (json: string) => Answer = JSON.parse;

const press = async (button: HTMLElement): Promise<void> => {
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

const commandOf = ({ dataset, ariaPressed }: HTMLElement): object => {
  const { do: name = '', trouble, to, step, target } = dataset;
  if (step !== undefined) return { do: name, step };
  // A second press turns the trouble off.
  if (trouble !== undefined)
    return { do: name, trouble: trouble === '' || ariaPressed === 'true' ? null : trouble };
  if (to !== undefined) return { do: name, to };
  const field = target === undefined ? null : document.querySelector<HTMLSelectElement>(`#${target}`);
  const inquiryId = field?.value ?? '';
  return inquiryId === '' ? { do: name } : { do: name, inquiryId };
};

const send = async (command: object): Promise<Answer> =>
  readAnswer(await post(`/controls?lang=${document.documentElement.lang}`, JSON.stringify(command)));

/** @param before when the button was pressed, epoch ms */
const say = ({ done, error, at }: Answer, before: number): void => {
  const place = document.getElementById('said');
  if (place === null) return;
  place.textContent = fill(done ?? error ?? texts.failed, { when: writeClock(at ?? before, before) });
  place.classList.toggle('is-refused', done === undefined);
};
