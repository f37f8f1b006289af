import type { Update } from '../page-state.ts';
import { boardChanged } from './board/start-board.ts';
import { countDown } from './count-down.ts';
import { all } from './dom.ts';
import { morph } from './morph.ts';
import { showElement } from './views.ts';

const RETRY_MS = 3000;
const FLASH_MS = 4000;

const readUpdate: (json: string) => Update = JSON.parse;

let { revision = '' } = document.body.dataset;
/** The hash of each part that came by an update. */
const hashes = new Map<string, string>();
let isAsking = false;
let isOutdated = false;
/** The message that the guided day shows in a scene. */
let shown = { scene: '', id: '', isBroadcast: false };

/** Asks for what has changed. A change during a request leads to one more request. */
export const update = async (): Promise<void> => {
  isOutdated = true;
  if (isAsking) return;
  isAsking = true;
  while (isOutdated) {
    isOutdated = false;
    await ask().catch(() => setTimeout(() => void update(), RETRY_MS));
  }
  isAsking = false;
};

const ask = async (): Promise<void> => {
  const query = new URLSearchParams({ revision, hashes: [...hashes.values()].join(' ') });
  const response = await fetch(`/update?${query}`);
  const { language, revision: next, parts } = readUpdate(await response.text());
  if (language !== document.documentElement.lang) return location.reload();
  const focusedId = document.activeElement?.id ?? '';
  for (const { id, html, hash } of parts) {
    const element = document.getElementById(id);
    if (element !== null) morph(element, html, { onAdded, onEdited });
    hashes.set(id, hash);
  }
  revision = next;
  const changed = new Set(parts.map(({ id }) => id));
  if (changed.has('board-content')) boardChanged();
  // After the filters, since it counts the shown tickets.
  countDown();
  markTarget();
  if (changed.has('day')) followDay(focusedId);
};

const onAdded = (element: Element): void => {
  if (element.matches('#channel-list :is(.message, .reply, .thread)')) flash(element, 'is-new');
};

const onEdited = (post: Element): void => flash(post, 'is-edited');

const flash = (element: Element, mark: string): void => {
  element.classList.add(mark);
  setTimeout(() => element.classList.remove(mark), FLASH_MS);
  showInScene(element);
};

const caption = (): DOMStringMap => document.querySelector<HTMLElement>('[data-scene]')?.dataset ?? {};

const sceneNow = (): string => caption()['scene'] ?? '';

/** The guided day shows the message that its caption is about: the first new one in a scene, or a broadcast. */
const showInScene = (fresh: Element): void => {
  const scene = sceneNow();
  const isBroadcast = fresh.querySelector(':scope > .broadcast') !== null;
  if (scene === shown.scene && (shown.isBroadcast || !isBroadcast)) return;
  shown = { scene, id: fresh.id, isBroadcast };
  if (scene !== '') fresh.scrollIntoView({ block: 'center' });
};

/** Marks the element on which a scene invites the user to act, and shows it once. */
const markTarget = (): void => {
  const id = caption()['target'] ?? '';
  const target = id === '' ? null : document.getElementById(id);
  for (const other of all('.is-target')) if (other !== target) other.classList.remove('is-target');
  if (target === null || target.classList.contains('is-target')) return;
  target.classList.add('is-target');
  shown = { scene: sceneNow(), id, isBroadcast: true };
  showElement(target);
};

/** @param focusedId the element that had the focus before the update */
const followDay = (focusedId: string): void => {
  // Later content may have moved the message.
  if (shown.scene !== '' && shown.scene === sceneNow())
    document.getElementById(shown.id)?.scrollIntoView({ block: 'center' });
  // The button that starts the day is hidden while it plays, and the others while it does not.
  const buttons = [focusedId, 'day-next', 'day-play'].map((id) => document.getElementById(id));
  if (focusedId.startsWith('day-')) buttons.find((button) => button?.checkVisibility())?.focus();
};
