import { boardChanged } from './board/start-board.js';
import { countDown } from './count-down.js';
import { morph } from './morph.js';
import { showElement } from './views.js';

const RETRY_MS = 3000;
const FLASH_MS = 4000;

/** @type {(json: string) => import('../page-state.ts').Update} */
const readUpdate = JSON.parse;

let { revision = '' } = document.body.dataset;
/** The hash of each part that came by an update. @type {Map<string, string>} */
const hashes = new Map();
let isAsking = false;
let isOutdated = false;
/** The message that the guided day shows in a scene. */
let shown = { scene: '', id: '', isBroadcast: false };

/** Asks for what has changed. A change during a request leads to one more request. */
export const update = async () => {
  isOutdated = true;
  if (isAsking) return;
  isAsking = true;
  while (isOutdated) {
    isOutdated = false;
    await ask().catch(() => setTimeout(() => void update(), RETRY_MS));
  }
  isAsking = false;
};

const ask = async () => {
  const query = new URLSearchParams({ revision, hashes: [...hashes.values()].join(' ') });
  const response = await fetch(`/update?${query}`);
  const { language, revision: next, parts } = readUpdate(await response.text());
  if (language !== document.documentElement.lang) {
    location.reload();
    return;
  }
  const focusedId = document.activeElement?.id ?? '';
  for (const { id, html, hash } of parts) {
    const element = document.getElementById(id);
    if (element !== null) morph(element, html, { onAdded, onEdited });
    hashes.set(id, hash);
  }
  revision = next;
  if (hasPart(parts, 'board-content')) boardChanged();
  // After the filters, since it counts the shown tickets.
  countDown();
  markTarget();
  if (hasPart(parts, 'day')) followDay(focusedId);
};

/**
 * @param {{ id: string }[]} parts
 * @param {string} wanted
 */
const hasPart = (parts, wanted) => parts.some(({ id }) => id === wanted);

/** @param {Element} element */
const onAdded = (element) => {
  if (element.matches('#channel-list :is(.message, .reply, .thread)')) flash(element, 'is-new');
};

/** @param {Element} post */
const onEdited = (post) => flash(post, 'is-edited');

/**
 * @param {Element} element
 * @param {string} mark
 */
const flash = (element, mark) => {
  element.classList.add(mark);
  setTimeout(() => element.classList.remove(mark), FLASH_MS);
  showInScene(element);
};

const sceneNow = () => {
  const caption = document.querySelector('[data-scene]');
  return caption instanceof HTMLElement ? (caption.dataset['scene'] ?? '') : '';
};

/**
 * The guided day shows the message that its caption is about: the first new one in a scene, or a broadcast.
 * @param {Element} fresh
 */
const showInScene = (fresh) => {
  const scene = sceneNow();
  const isBroadcast = fresh.querySelector(':scope > .broadcast') !== null;
  if (scene === shown.scene && (shown.isBroadcast || !isBroadcast)) return;
  shown = { scene, id: fresh.id, isBroadcast };
  if (scene !== '') fresh.scrollIntoView({ block: 'center' });
};

/** Marks the element on which a scene invites the user to act, and shows it once. */
const markTarget = () => {
  const caption = document.querySelector('[data-scene]');
  const id = caption instanceof HTMLElement ? (caption.dataset['target'] ?? '') : '';
  const target = id === '' ? null : document.getElementById(id);
  for (const other of document.querySelectorAll('.is-target'))
    if (other !== target) other.classList.remove('is-target');
  if (target === null || target.classList.contains('is-target')) return;
  target.classList.add('is-target');
  shown = { scene: sceneNow(), id, isBroadcast: true };
  showElement(target);
};

/** @param {string} focusedId the element that had the focus before the update */
const followDay = (focusedId) => {
  // Later content may have moved the message.
  if (shown.scene !== '' && shown.scene === sceneNow())
    document.getElementById(shown.id)?.scrollIntoView({ block: 'center' });
  // The button that starts the day is hidden while it plays, and the others while it does not.
  const buttons = [focusedId, 'day-next', 'day-play'].map((id) => document.getElementById(id));
  if (focusedId.startsWith('day-')) buttons.find((button) => button?.checkVisibility())?.focus();
};
