import { refreshActs } from './acts.js';
import { applyPatches } from './apply-patches.js';
import { texts } from './page-texts.js';
import { setServerClock } from './server-clock.js';

const connection = document.getElementById('connection');
const announced = document.getElementById('announced');

/** @type {(json: string) => import('../live.ts').News} */
const readNews = JSON.parse;

/** Receives changes for as long as the page is open. The browser reconnects by itself. */
export const listen = () => {
  const { revision = '' } = document.body.dataset;
  const address = new URL('/events', location.href);
  address.searchParams.set('lang', document.documentElement.lang);
  address.searchParams.set('since', revision);
  const events = new EventSource(address);
  events.addEventListener('open', () => {
    write(connection, '');
    void refreshActs();
  });
  events.addEventListener('acted', hearActed);
  events.addEventListener('error', () => {
    write(connection, texts.connecting);
    // The browser does not reconnect after an error answer, or when another server has taken over.
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
  });
  for (const name of ['changed', 'clock']) events.addEventListener(name, hear);
};

/** @param {MessageEvent<string>} event */
const hear = ({ data }) => {
  const { now, patches, say } = readNews(data);
  setServerClock(now);
  if (patches !== undefined) applyPatches(patches);
  if (say !== undefined)
    write(
      announced,
      texts.newMessage.replace('{text}', () => say),
    );
};

/** @param {MessageEvent<string>} event */
const hearActed = ({ data }) => void refreshActs(data);

/**
 * @param {Element | null} element
 * @param {string} text
 */
const write = (element, text) => {
  if (element !== null) element.textContent = text;
};
