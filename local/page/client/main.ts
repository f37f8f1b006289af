import { startActs } from './acts.ts';
import { boardTicks, startBoard } from './board/start-board.ts';
import { startControls } from './controls.ts';
import { startCopying } from './copy-numbers.ts';
import { countDown } from './count-down.ts';
import { listen } from './listen.ts';
import { followMinutes, localizeDates } from './local-dates.ts';
import { setServerClock } from './server-clock.ts';
import { startThemes } from './themes.ts';
import { startViews } from './views.ts';

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
