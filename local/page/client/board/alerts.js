import { texts } from '../page-texts.js';
import { createNewFinder } from './find-new.js';
import { recall } from './remember.js';

const FLASH_MS = 1000;
const MARKED_MS = 8000;
const plainTitle = document.title;
const findNew = createNewFinder();
/** @type {Map<string, number>} */
const marked = new Map();
let unseen = 0;
/** @type {AudioContext | undefined} */
let audio;

/** A sound and a flashing title for new tickets, for readers who chose them. */
export const startAlerts = () => {
  for (const event of ['pointerdown', 'keydown']) addEventListener(event, openAudio, { passive: true });
  document.getElementById('set-sound')?.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !target.checked) return sayBlocked();
    openAudio();
    ring();
  });
  for (const event of ['focus', 'visibilitychange'])
    (event === 'focus' ? window : document).addEventListener(event, () => {
      if (document.hasFocus()) unseen = 0;
    });
  setInterval(flashTitle, FLASH_MS);
  sayBlocked();
};

/** Marks the new rows, rings and counts. The board must have been read. */
export const noticeNew = () => {
  if (document.querySelector('[data-board-is-read]') === null) return;
  const rows = new Map(
    [...document.querySelectorAll('.tickets > li')].flatMap((row) =>
      row instanceof HTMLElement ? [[row.dataset['key'] ?? '', row]] : [],
    ),
  );
  const fresh = findNew([...rows.keys()]);
  for (const key of fresh) marked.set(key, performance.now() + MARKED_MS);
  for (const [key, until] of marked) {
    if (until < performance.now()) marked.delete(key);
    else rows.get(key)?.classList.add('is-new');
  }
  if (fresh.length === 0) return;
  if (recall('sound') === 'on') ring();
  if (!document.hasFocus()) unseen += fresh.length;
};

/** Takes the marks off whose time is over. */
export const unmark = () => {
  for (const row of document.querySelectorAll('.tickets > .is-new')) {
    if (!(row instanceof HTMLElement)) continue;
    if ((marked.get(row.dataset['key'] ?? '') ?? 0) < performance.now()) row.classList.remove('is-new');
  }
};

const flashTitle = () => {
  const isOn = unseen > 0 && recall('title') === 'on';
  const isPlain = document.title === plainTitle;
  const next = isOn && isPlain ? `🔔 ${texts.newTickets.replace('{count}', String(unseen))}` : plainTitle;
  if (document.title !== next) document.title = next;
};

/** Browsers allow sound only after the reader has pressed something on the page. */
const openAudio = () => {
  if (recall('sound') !== 'on') return;
  audio ??= new AudioContext();
  void audio.resume().then(sayBlocked);
};

const sayBlocked = () => {
  const note = document.getElementById('sound-note');
  if (note === null) return;
  note.textContent = recall('sound') === 'on' && audio?.state !== 'running' ? texts.soundNeedsPress : '';
};

/** Two short notes. */
const ring = () => {
  if (audio === undefined || audio.state === 'closed') return;
  for (const [index, frequency] of [660, 880].entries()) {
    const [note, gain, at] = [audio.createOscillator(), audio.createGain(), audio.currentTime + index * 0.18];
    note.frequency.value = frequency;
    gain.gain.setValueAtTime(0.2, at);
    gain.gain.exponentialRampToValueAtTime(0.001, at + 0.35);
    note.connect(gain).connect(audio.destination);
    note.start(at);
    note.stop(at + 0.36);
  }
};
