import { all, write } from '../dom.ts';
import { fill } from '../fill.ts';
import { texts } from '../page-texts.ts';
import { createNewFinder } from './find-new.ts';
import { recall } from './remember.ts';

const FLASH_MS = 1000;
const MARKED_MS = 8000;
const plainTitle = document.title;
const findNew = createNewFinder();
const marked = new Map<string, number>();
let unseen = 0;
let audio: AudioContext | undefined;

/** A sound and a flashing title for new tickets, for readers who chose them. */
export const startAlerts = (): void => {
  for (const event of ['pointerdown', 'keydown']) addEventListener(event, openAudio, { passive: true });
  document.querySelector<HTMLInputElement>('#set-sound')?.addEventListener('change', () => {
    if (recall('sound') !== 'on') return sayBlocked();
    openAudio();
    ring();
  });
  const seen = (): void => {
    if (document.hasFocus()) unseen = 0;
  };
  addEventListener('focus', seen);
  document.addEventListener('visibilitychange', seen);
  setInterval(flashTitle, FLASH_MS);
  sayBlocked();
};

/** Marks the new rows, rings and counts. The board must have been read. */
export const noticeNew = (): void => {
  if (document.querySelector('[data-board-is-read]') === null) return;
  const rows = new Map(all('.tickets > li').map((row) => [row.dataset['key'] ?? '', row]));
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
export const unmark = (): void => {
  for (const row of all('.tickets > .is-new'))
    if ((marked.get(row.dataset['key'] ?? '') ?? 0) < performance.now()) row.classList.remove('is-new');
};

const flashTitle = (): void => {
  const isOn = unseen > 0 && recall('title') === 'on';
  const isPlain = document.title === plainTitle;
  const next = isOn && isPlain ? `🔔 ${fill(texts.newTickets, { count: unseen })}` : plainTitle;
  if (document.title !== next) document.title = next;
};

/** Browsers allow sound only after the reader has pressed something on the page. */
const openAudio = (): void => {
  if (recall('sound') !== 'on') return;
  audio ??= new AudioContext();
  void audio.resume().then(sayBlocked);
};

const sayBlocked = (): void => {
  const isBlocked = recall('sound') === 'on' && audio?.state !== 'running';
  write(document.getElementById('sound-note'), isBlocked ? texts.soundNeedsPress : '');
};

/** Two short notes. */
const ring = (): void => {
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
