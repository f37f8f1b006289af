import { refreshActs } from './acts.js';
import { texts } from './page-texts.js';
import { setServerClock } from './server-clock.js';
import { update } from './update.js';

const connection = document.getElementById('connection');
const announced = document.getElementById('announced');

/** @type {(json: string) => import('../live.ts').News} */
const readNews = JSON.parse;

/** Receives changes for as long as the page is open. The browser reconnects by itself. */
export const listen = () => {
  const events = new EventSource('/events');
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
  events.addEventListener('clock', hearClock);
  events.addEventListener('changed', hearChanged);
};

/** @param {MessageEvent<string>} event */
const hearClock = ({ data }) => setServerClock(readNews(data).now);

/** @param {MessageEvent<string>} event */
const hearChanged = ({ data }) => {
  const { now, announcement } = readNews(data);
  setServerClock(now);
  void update();
  if (announcement !== undefined)
    write(
      announced,
      texts.newMessage.replace('{text}', () => announcement),
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
