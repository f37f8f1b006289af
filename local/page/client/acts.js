import { askFirst, put } from './ask-first.js';
import { morph } from './morph.js';
import { texts } from './page-texts.js';

const PERSON_KEY = 'notifier-person';

/** @type {(json: string) => import('../acts/act-routes.ts').ActsShown} */
const readShown = JSON.parse;
/** @type {(json: string) => import('../acts/act-routes.ts').ActAnswer} */
const readAnswer = JSON.parse;

const who = document.getElementById('act-as');
const modal = document.getElementById('modal');
const home = document.getElementById('home-dialog');
const homeContent = document.getElementById('home-content');
const onlyYou = document.getElementById('only-you');
const answers = document.getElementById('answers');
/** This person on this loaded page. The server shows answers only to the visit that acted. */
let visit = newVisit();
/** The button or field of the last act. @type {HTMLElement | null} */
let used = null;

/**
 * The typed texts of each modal. The app may change a modal while somebody writes.
 * @type {Map<string, Map<string, string>>}
 */
const typed = new Map();
/**
 * The element that was last used in each view. A view that comes back has its focus there.
 * @type {Map<string, string>}
 */
const usedIn = new Map();
let asked = 0;
/** @type {Promise<void>} */
let last = Promise.resolve();

/** The chosen person presses, fills in and reacts, and sees own modals. Without people there is nothing to start. */
export const startActs = () => {
  if (!(who instanceof HTMLSelectElement)) return;
  const kept = localStorage.getItem(PERSON_KEY);
  if ([...who.options].some(({ value }) => value === kept)) who.value = kept ?? '';
  who.addEventListener('change', () => {
    localStorage.setItem(PERSON_KEY, who.value);
    visit = newVisit();
    say('');
    void refreshActs();
  });
  document.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target.closest('button') : null;
    if (target !== null) void click(target);
  });
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method === 'dialog') return;
    event.preventDefault();
    void submit(form);
  });
  document.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLElement && target.matches('[data-dispatch]')) void pressInView(target);
  });
  modal?.addEventListener('input', remember);
  // Escape closes what Slack has open, not only what the page shows.
  modal?.addEventListener('cancel', (event) => {
    event.preventDefault();
    void act({ do: 'close' });
  });
  // A modal ends with the page that shows it, as in Slack.
  addEventListener('pagehide', () => {
    if (modal instanceof HTMLDialogElement && modal.open)
      navigator.sendBeacon('/acts', bodyOf({ do: 'clear' }));
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
function newVisit() {
  return crypto.getRandomValues(new Uint32Array(2)).join('-');
}

const person = () => (who instanceof HTMLSelectElement ? who.value : '');

/**
 * Shows what this person has open now. An older answer that comes late is dropped.
 * @param {string} [changed] whose it is that changed; otherwise anybody's
 */
export const refreshActs = async (changed) => {
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
    showModal(shown.modal);
  } catch {
    say(texts.failed);
  }
};

/** @param {string} html */
const showAnswer = (html) => {
  if (onlyYou === null) return;
  const before = onlyYou.innerHTML;
  morph(onlyYou, html);
  // The answer shortens the channels. The pressed button stays in sight.
  if (html !== '' && before === '') used?.scrollIntoView({ block: 'nearest' });
};

/** @param {{ id: string, hash: string, html: string } | undefined} shown */
const showModal = (shown) => {
  if (!(modal instanceof HTMLDialogElement)) return;
  if (shown === undefined) {
    modal.dataset['hash'] = '';
    modal.close();
    return;
  }
  const { id, hash, html } = shown;
  const before = modal.dataset['hash'];
  if (before === `${id} ${hash}`) return;
  modal.dataset['hash'] = `${id} ${hash}`;
  const isAnother = before?.startsWith(`${id} `) !== true;
  if (isAnother) modal.replaceChildren();
  morph(modal, html);
  for (const [key, value] of typed.get(id) ?? []) write(modal, key, value);
  if (!modal.open) modal.showModal();
  const usedBefore = isAnother ? usedIn.get(id) : undefined;
  const back = [...modal.querySelectorAll('[data-press]')].find((element) => keyOf(element) === usedBefore);
  if (back instanceof HTMLElement) back.focus();
  else if (isAnother || !modal.contains(document.activeElement)) focusFirst(modal);
};

/** @param {HTMLElement} form */
const focusFirst = (form) => {
  const first =
    form.querySelector('[autofocus]') ??
    form.querySelector('textarea, input, select') ??
    form.querySelector('button.is-primary, button');
  if (first instanceof HTMLElement) first.focus();
};

/** @param {Element | null} element */
const keyOf = (element) =>
  element instanceof HTMLElement && element.dataset['action'] !== undefined
    ? `${element.dataset['block']} ${element.dataset['action']}`
    : '';

const remember = () => {
  const form = modal?.querySelector('form');
  const id = form?.dataset['slackView'];
  if (!form || id === undefined) return;
  typed.set(
    id,
    new Map(filledIn(form).map(({ blockId, actionId, value }) => [`${blockId} ${actionId}`, value])),
  );
};

/**
 * @param {HTMLElement} form
 * @param {string} key
 * @param {string} value
 */
const write = (form, key, value) => {
  for (const field of form.querySelectorAll('[data-field]')) {
    if (keyOf(field) !== key) continue;
    if (field instanceof HTMLInputElement && field.type === 'checkbox') {
      field.checked = value.split('\n').includes(field.value);
    } else if (
      field instanceof HTMLInputElement ||
      field instanceof HTMLTextAreaElement ||
      field instanceof HTMLSelectElement
    ) {
      field.value = value;
    }
  }
};

/**
 * The values of a form or of the Home tab. Of checkboxes: the chosen ones, one a line.
 * @param {Element} form
 */
const filledIn = (form) => {
  /** @type {Map<string, { blockId: string, actionId: string, value: string }>} */
  const all = new Map();
  for (const field of form.querySelectorAll('[data-field]')) {
    if (
      !(
        field instanceof HTMLInputElement ||
        field instanceof HTMLTextAreaElement ||
        field instanceof HTMLSelectElement
      )
    ) {
      continue;
    }
    const { block: blockId = '', action: actionId = '' } = field.dataset;
    const key = keyOf(field);
    if (field instanceof HTMLInputElement && field.type === 'checkbox') {
      const chosen = [all.get(key)?.value ?? '', field.checked ? field.value : ''].filter(
        (value) => value !== '',
      );
      all.set(key, { blockId, actionId, value: chosen.join('\n') });
    } else {
      all.set(key, { blockId, actionId, value: field.value });
    }
  }
  return [...all.values()];
};

/** @param {HTMLButtonElement} button */
const click = async (button) => {
  const { react, forget, close } = button.dataset;
  if (forget === undefined) used = button;
  if (button.id === 'act-home') return openHome();
  if (close === 'home' && home instanceof HTMLDialogElement) return home.close();
  if (close === 'modal') return act({ do: 'close' });
  if (forget !== undefined) return dismiss();
  if (react !== undefined) return act({ do: 'react', ...placeOf(button), name: react });
  if (button.dataset['press'] === undefined) return;
  if (button.ariaBusy === 'true' || !(await confirmed(button.dataset['confirm']))) return;
  button.ariaBusy = 'true';
  await (button.closest('[data-slack-view]') === null ? pressInMessage(button) : pressInView(button));
  button.ariaBusy = 'false';
};

/** Removes the shown answer. The focus returns to what was pressed. */
const dismiss = async () => {
  const shown = onlyYou?.querySelector('[data-ts]');
  const hadFocus = answers?.contains(document.activeElement) === true;
  if (shown instanceof HTMLElement) await act({ do: 'dismiss', ts: shown.dataset['ts'] ?? '' });
  else say('');
  if (hadFocus && used?.isConnected === true) used.focus();
};

/** @param {HTMLElement} element */
const placeOf = (element) => {
  const place = element.closest('[data-ts]');
  return place instanceof HTMLElement
    ? { channel: place.dataset['channel'] ?? '', ts: place.dataset['ts'] ?? '' }
    : { channel: '', ts: '' };
};

/** @param {HTMLElement} element */
const elementOf = ({ dataset: { block = '', action = '' } }) => ({ blockId: block, actionId: action });

/** @param {HTMLButtonElement} button */
const pressInMessage = async (button) => {
  const select =
    button.dataset['chosen'] === undefined ? null : button.parentElement?.querySelector('select');
  if (select?.value === '') {
    select.focus();
    return;
  }
  await act({
    do: 'press',
    ...placeOf(button),
    ...elementOf(button),
    ...(select ? { choice: select.value } : {}),
  });
};

/** @param {HTMLElement} element */
const pressInView = async (element) => {
  const view = element.closest('[data-slack-view]');
  if (!(view instanceof HTMLElement)) return;
  const filled = filledIn(view);
  const { blockId, actionId } = elementOf(element);
  usedIn.set(view.dataset['slackView'] ?? '', keyOf(element));
  const choice = filled.find((input) => input.blockId === blockId && input.actionId === actionId)?.value;
  await act({
    do: 'press-in-view',
    view: view.dataset['slackView'] ?? '',
    blockId,
    actionId,
    ...(choice === undefined ? {} : { choice }),
    filled,
  });
};

/** @param {HTMLFormElement} form */
const submit = async (form) => {
  if (form.id === 'act-command') {
    const field = form.querySelector('input');
    used = field;
    await act({ do: 'command', text: field?.value ?? '' });
    return;
  }
  const { slackView: view } = form.dataset;
  if (view === undefined) return;
  if (form.ariaBusy === 'true') return;
  form.ariaBusy = 'true';
  await act({ do: 'submit', view, filled: filledIn(form) });
  form.ariaBusy = 'false';
};

const openHome = async () => {
  if (home instanceof HTMLDialogElement && !home.open) {
    home.showModal();
    // An open dialog covers the rest of the page, and makes it inert.
    if (answers !== null) homeContent?.before(answers);
  }
  await act({ do: 'home' });
};

/** @param {object} command */
const bodyOf = (command) => JSON.stringify({ ...command, as: person() });

/**
 * Does one thing after the other, as the person who is chosen now, and shows what came of it.
 * @param {object} command
 */
const act = (command) => {
  const body = bodyOf(command);
  const query = new URLSearchParams({ visit, lang: document.documentElement.lang });
  last = last.then(() => send(query, body));
  return last;
};

/**
 * @param {URLSearchParams} query
 * @param {string} body
 */
const send = async (query, body) => {
  say('');
  try {
    const response = await fetch(`/acts?${query}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    });
    const { error, errors = {} } = readAnswer(await response.text());
    showFaults(errors, error);
    // An open form shows it itself.
    if (error !== undefined && !(modal instanceof HTMLDialogElement && modal.open)) say(error);
    await refreshActs();
  } catch {
    say(texts.failed);
  }
};

/**
 * Writes each fault under its field, and what belongs to no field at the end of the form.
 * @param {Record<string, string>} errors
 * @param {string | undefined} error
 */
const showFaults = (errors, error) => {
  if (modal === null) return;
  const left = new Map(Object.entries(errors));
  const places = [...modal.querySelectorAll('[data-fault]')];
  for (const place of places) {
    const block = place instanceof HTMLElement ? (place.dataset['fault'] ?? '') : '';
    if (block === '') continue;
    place.textContent = left.get(block) ?? '';
    const field = place.parentElement?.querySelector('[data-field]');
    if (left.has(block)) field?.setAttribute('aria-invalid', 'true');
    else field?.removeAttribute('aria-invalid');
    left.delete(block);
  }
  const rest = [...left.values(), ...(error === undefined ? [] : [error])].join(' ');
  const general = places.find((place) => place instanceof HTMLElement && place.dataset['fault'] === '');
  if (general !== undefined) general.textContent = rest;
  const first = modal.querySelector('[aria-invalid]');
  if (first instanceof HTMLElement) first.focus();
};

/** @type {(json: string) => import('./ask-first.js').Question} */
const readQuestion = JSON.parse;

/**
 * Asks before a press, if the app wants that.
 * @param {string | undefined} words
 * @returns {Promise<boolean>}
 */
const confirmed = (words) => (words === undefined ? Promise.resolve(true) : askFirst(readQuestion(words)));

/** @param {string} text */
const say = (text) => put('act-said', text);
