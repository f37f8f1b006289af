import type { News } from '../live.ts';
import { refreshActs } from './acts.ts';
import { write } from './dom.ts';
import { fill } from './fill.ts';
import { texts } from './page-texts.ts';
import { setServerClock } from './server-clock.ts';
import { update } from './update.ts';

const connection = document.getElementById('connection');

const readNews: (json: string) => News = JSON.parse;

/** Receives changes for as long as the page is open. The browser reconnects by itself. */
export const listen = (): void => {
  const events = new EventSource('/events');
  events.addEventListener('open', () => {
    write(connection, '');
    void refreshActs();
  });
  events.addEventListener('error', () => {
    write(connection, texts.connecting);
    // The browser does not reconnect after an error answer, or when another server has taken over.
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
  });
  events.addEventListener('acted', ({ data }: MessageEvent<string>) => void refreshActs(data));
  events.addEventListener('clock', ({ data }: MessageEvent<string>) => setServerClock(readNews(data).now));
  events.addEventListener('changed', ({ data }: MessageEvent<string>) => {
    const { now, announcement } = readNews(data);
    setServerClock(now);
    void update();
    const announced = document.getElementById('announced');
    if (announcement !== undefined && announced !== null)
      announced.textContent = fill(texts.newMessage, { text: announcement });
  });
};
