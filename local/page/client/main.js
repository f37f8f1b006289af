import { startActs } from './acts.js';
import { boardTicks, startBoard } from './board/start-board.js';
import { startControls } from './controls.js';
import { startCopying } from './copy-numbers.js';
import { countDown } from './count-down.js';
import { listen } from './listen.js';
import { followMinutes, localizeDates } from './local-dates.js';
import { setServerClock } from './server-clock.js';
import { startThemes } from './themes.js';
import { startViews } from './views.js';

setServerClock(Number(document.body.dataset['now']));
localizeDates(document);
startViews();
startThemes();
startCopying();
startControls();
startBoard();
startActs();
listen();
countDown();
setInterval(() => {
  boardTicks();
  countDown();
  followMinutes();
}, 1000);
