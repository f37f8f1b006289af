import type { ActAnswer, ActsShown } from '../acts/act-routes.ts';
import { askFirst, type Question } from './ask-first.ts';
import { all, closest, post, write } from './dom.ts';
import { morph } from './morph.ts';
import { texts } from './page-texts.ts';

const PERSON_KEY = 'notifier-person';

const readShown: (json: string) => ActsShown = JSON.parse;
const readAnswer: (json: string) => ActAnswer = JSON.parse;
const readQuestion: (json: string) => Question = JSON.parse;

const who = document.querySelector<HTMLSelectElement>('#act-as');
const modal = document.querySelector<HTMLDialogElement>('#modal');
const home = document.querySelector<HTMLDialogElement>('#home-dialog');
const homeContent = document.getElementById('home-content');
const onlyYou = document.getElementById('only-you');
const answers = document.getElementById('answers');
/** This person on this loaded page. The server shows answers only to the visit that acted. */
let visit = newVisit();
/** The button or field of the last act. */
let used: HTMLElement | null = null;

/** The typed texts of each modal. The app may change a modal while somebody writes. */
const typed = new Map<string, Map<string, string>>();
/** The element that was last used in each view. A view that comes back has its focus there. */
const usedIn = new Map<string, string>();
let asked = 0;
let last = Promise.resolve();

/** The chosen person presses, fills in and reacts, and sees own modals. Without people there is nothing to start. */
export const startActs = (): void => {
  if (who === null) return;
  const kept = localStorage.getItem(PERSON_KEY);
  if ([...who.options].some(({ value }) => value === kept)) who.value = kept ?? '';
  who.addEventListener('change', () => {
    localStorage.setItem(PERSON_KEY, who.value);
    visit = newVisit();
    say('');
    void refreshActs();
  });
  document.addEventListener('click', (event) => {
    const button = closest(event, 'button');
    if (button !== null) void press(button);
  });
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method === 'dialog') return;
    event.preventDefault();
    void submit(form);
  });
  document.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    if (target.matches('[data-dispatch]')) void pressInView(target);
    if (target.matches(MENU)) void press(target);
  });
  document.addEventListener('keydown', openMenu);
  modal?.addEventListener('input', remember);
  // Escape closes what Slack has open, not only what the page shows.
  modal?.addEventListener('cancel', (event) => {
    event.preventDefault();
    void act({ do: 'close' });
  });
  // A modal ends with the page that shows it, as in Slack.
  addEventListener('pagehide', () => {
    if (modal?.open === true) navigator.sendBeacon('/acts', bodyOf({ do: 'clear' }));
  });
  // After an Escape without a press before it, a browser closes the dialog without asking.
  modal?.addEventListener('close', () => {
    if (modal.dataset['hash'] !== '') void act({ do: 'close' });
  });
  home?.addEventListener('close', () => {
    if (answers !== null) document.getElementById('channels')?.after(answers);
    void dismiss();
    document.getElementById('act-home')?.focus();
  });
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape' && document.querySelector('dialog[open]') === null) void dismiss();
  });
  void refreshActs();
};

// A function declaration, because the module calls it while it loads. `randomUUID` needs a secure origin.
function newVisit(): string {
  return crypto.getRandomValues(new Uint32Array(2)).join('-');
}

const person = (): string => who?.value ?? '';

/**
 * Shows what this person has open now. An older answer that comes late is dropped.
 * @param changed whose it is that changed; otherwise anybody's
 */
export const refreshActs = async (changed?: string): Promise<void> => {
  if (who === null || (changed !== undefined && changed !== person())) return;
  asked += 1;
  const turn = asked;
  const query = new URLSearchParams({ as: person(), visit, lang: document.documentElement.lang });
  try {
    const response = await fetch(`/acts?${query}`);
    const shown = readShown(await response.text());
    if (turn !== asked) return;
    showAnswer(shown.onlyYou);
    if (homeContent !== null) morph(homeContent, shown.home);
    if (modal !== null) showModal(modal, shown.modal);
  } catch {
    say(texts.failed);
  }
};

const showAnswer = (html: string): void => {
  if (onlyYou === null) return;
  const before = onlyYou.innerHTML;
  morph(onlyYou, html);
  // The answer shortens the channels. The pressed button stays in sight.
  if (html !== '' && before === '') used?.scrollIntoView({ block: 'nearest' });
};

const showModal = (dialog: HTMLDialogElement, shown: ActsShown['modal']): void => {
  if (shown === undefined) {
    dialog.dataset['hash'] = '';
    dialog.close();
    return;
  }
  const { id, hash, html } = shown;
  const before = dialog.dataset['hash'];
  if (before === `${id} ${hash}`) return;
  dialog.dataset['hash'] = `${id} ${hash}`;
  const isAnother = before?.startsWith(`${id} `) !== true;
  if (isAnother) dialog.replaceChildren();
  // Slack's client keeps what a field shows, be it typed or set by the view before.
  else remember();
  morph(dialog, html);
  for (const [key, value] of typed.get(id) ?? []) fillIn(dialog, key, value);
  if (!dialog.open) dialog.showModal();
  const usedBefore = isAnother ? usedIn.get(id) : undefined;
  const back = all('[data-press]', dialog).find((element) => keyOf(element) === usedBefore);
  if (back) back.focus();
  else if (isAnother || !dialog.contains(document.activeElement)) focusFirst(dialog);
};

const focusFirst = (form: HTMLElement): void => {
  const selectors = ['[autofocus]', 'textarea, input, select', 'button.is-primary, button'];
  const found = selectors.map((selector) => form.querySelector<HTMLElement>(selector));
  found.find((element) => element !== null)?.focus();
};

const keyOf = ({ dataset: { block, action } }: HTMLElement): string =>
  action === undefined ? '' : `${block} ${action}`;

const remember = (): void => {
  const form = modal?.querySelector('form');
  const id = form?.dataset['slackView'];
  if (!form || id === undefined) return;
  const filled = filledIn(form).map(
    ({ blockId, actionId, value }) => [`${blockId} ${actionId}`, value] as const,
  );
  typed.set(id, new Map(filled));
};

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const isBox = (field: Field): field is HTMLInputElement => field.type === 'checkbox';

const fillIn = (form: HTMLElement, key: string, value: string): void => {
  for (const field of all<Field>('[data-field]', form)) {
    if (keyOf(field) !== key) continue;
    if (isBox(field)) field.checked = value.split('\n').includes(field.value);
    else field.value = value;
  }
};

type Filled = { blockId: string; actionId: string; value: string };

/** The values of a form or of the Home tab. Of checkboxes: the chosen ones, one a line. */
const filledIn = (form: HTMLElement): Filled[] => {
  const filled = new Map<string, Filled>();
  for (const field of all<Field>('[data-field]', form)) {
    const key = keyOf(field);
    const chosen = [filled.get(key)?.value ?? '', isBox(field) && !field.checked ? '' : field.value];
    filled.set(key, {
      ...elementOf(field),
      value: isBox(field) ? chosen.filter((value) => value !== '').join('\n') : field.value,
    });
  }
  return [...filled.values()];
};

/** A menu of a message: what is chosen in it takes effect at once. */
const MENU = 'select[data-press]';

/** A key opens a menu, since in a closed one the arrow keys alone would choose. */
const openMenu = (event: KeyboardEvent): void => {
  const menu = event.target;
  const isOther =
    event.ctrlKey || event.metaKey || event.altKey || ['Tab', 'Shift', 'Escape'].includes(event.key);
  if (isOther || !(menu instanceof HTMLSelectElement) || !menu.matches(`${MENU}:not(:open)`)) return;
  event.preventDefault();
  menu.showPicker();
};

/** A menu shows again what the message says. */
const resetMenu = (menu: HTMLSelectElement): void => {
  menu.value =
    all<HTMLOptionElement>('option', menu).find(({ defaultSelected }) => defaultSelected)?.value ?? '';
};

/** As if the chosen person pressed it, or chose in the menu. */
export const press = async (button: HTMLElement): Promise<void> => {
  const { react, forget, close, press: isPress, confirm } = button.dataset;
  if (forget === undefined) used = button;
  if (button.id === 'act-home') return openHome();
  if (close === 'home') return home?.close();
  if (close === 'modal') return act({ do: 'close' });
  if (forget !== undefined) return dismiss();
  if (react !== undefined) return act({ do: 'react', ...placeOf(button), name: react });
  const isMenu = button instanceof HTMLSelectElement;
  // A second click repeats the press that is under way. A second choice in a menu is one of its own.
  if (isPress === undefined || (button.ariaBusy === 'true' && !isMenu)) return;
  if (confirm === undefined || (await askFirst(readQuestion(confirm)))) {
    button.ariaBusy = 'true';
    await (button.closest('[data-slack-view]') === null ? pressInMessage(button) : pressInView(button));
    button.ariaBusy = null;
  }
  if (isMenu) resetMenu(button);
};

/** Removes the shown answer. The focus returns to what was pressed. */
const dismiss = async (): Promise<void> => {
  const shown = onlyYou?.querySelector<HTMLElement>('[data-ts]');
  const hadFocus = answers?.contains(document.activeElement) === true;
  if (shown) await act({ do: 'dismiss', ts: shown.dataset['ts'] ?? '' });
  else say('');
  if (hadFocus && used?.isConnected === true) used.focus();
};

const placeOf = (element: HTMLElement): { channel: string; ts: string } => {
  const { channel = '', ts = '' } = element.closest<HTMLElement>('[data-ts]')?.dataset ?? {};
  return { channel, ts };
};

const elementOf = ({ dataset: { block = '', action = '' } }: HTMLElement) => ({
  blockId: block,
  actionId: action,
});

const pressInMessage = async (button: HTMLElement): Promise<void> => {
  const choice = button instanceof HTMLSelectElement ? button.value : undefined;
  if (choice === '') return;
  const place = { ...placeOf(button), ...elementOf(button) };
  await act({ do: 'press', ...place, ...(choice !== undefined && { choice }) });
};

const pressInView = async (element: HTMLElement): Promise<void> => {
  const view = element.closest<HTMLElement>('[data-slack-view]');
  if (view === null) return;
  const { slackView: id = '' } = view.dataset;
  const filled = filledIn(view);
  const pressed = elementOf(element);
  usedIn.set(id, keyOf(element));
  const choice = filled.find(
    ({ blockId, actionId }) => blockId === pressed.blockId && actionId === pressed.actionId,
  )?.value;
  await act({ do: 'press-in-view', view: id, ...pressed, ...(choice !== undefined && { choice }), filled });
};

const submit = async (form: HTMLFormElement): Promise<void> => {
  if (form.id === 'act-command') {
    used = form.querySelector('input');
    return act({ do: 'command', text: form.querySelector('input')?.value ?? '' });
  }
  const { slackView: view } = form.dataset;
  if (view === undefined || form.ariaBusy === 'true') return;
  form.ariaBusy = 'true';
  await act({ do: 'submit', view, filled: filledIn(form) });
  form.ariaBusy = 'false';
};

const openHome = async (): Promise<void> => {
  if (home?.open === false) {
    home.showModal();
    // An open dialog covers the rest of the page, and makes it inert.
    if (answers !== null) homeContent?.before(answers);
  }
  await act({ do: 'home' });
};

const bodyOf = (command: object): string => JSON.stringify({ ...command, as: person() });

/** Does one thing after the other, as the person who is chosen now, and shows what came of it. */
const act = (command: object): Promise<void> => {
  const body = bodyOf(command);
  const query = new URLSearchParams({ visit, lang: document.documentElement.lang });
  last = last.then(() => send(query, body));
  return last;
};

const send = async (query: URLSearchParams, body: string): Promise<void> => {
  say('');
  try {
    const { error, errors = {} } = readAnswer(await post(`/acts?${query}`, body));
    showFaults(errors, error);
    // An open form shows it itself.
    if (error !== undefined && modal?.open !== true) say(error);
    await refreshActs();
  } catch {
    say(texts.failed);
  }
};

/** Writes each fault under its field, and what belongs to no field at the end of the form. */
const showFaults = (errors: Record<string, string>, error = ''): void => {
  if (modal === null) return;
  const left = new Map(Object.entries(errors));
  for (const place of all('[data-fault]:not([data-fault=""])', modal)) {
    const { fault: block = '' } = place.dataset;
    const field = place.parentElement?.querySelector('[data-field]');
    write(place, left.get(block) ?? '');
    if (left.delete(block)) field?.setAttribute('aria-invalid', 'true');
    else field?.removeAttribute('aria-invalid');
  }
  write(modal.querySelector('[data-fault=""]'), [...left.values(), error].filter(Boolean).join(' '));
  modal.querySelector<HTMLElement>('[aria-invalid]')?.focus();
};

const say = (text: string): void => write(document.getElementById('act-said'), text);
