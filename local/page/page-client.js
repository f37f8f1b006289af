const channels = document.querySelector('#channels');
const state = document.querySelector('#state');

/** @type {Intl.DateTimeFormatOptions} */
const LONG = { year: 'numeric', month: 'long', day: 'numeric' };
/** @type {Intl.DateTimeFormatOptions} */
const SHORT = { year: 'numeric', month: 'short', day: 'numeric' };
/** @type {Intl.DateTimeFormatOptions} */
const NUMBERS = { year: 'numeric', month: '2-digit', day: '2-digit' };
/** @type {Intl.DateTimeFormatOptions} */
const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

/** Slack's date tokens. @type {Map<string, Intl.DateTimeFormatOptions>} */
const FORMATS = new Map([
  ['{date_num}', NUMBERS],
  ['{date_slash}', NUMBERS],
  ['{date_short}', SHORT],
  ['{date_short_pretty}', SHORT],
  ['{date}', LONG],
  ['{date_pretty}', LONG],
  ['{date_long}', { ...LONG, weekday: 'long' }],
  ['{date_long_pretty}', { ...LONG, weekday: 'long' }],
  ['{time}', TIME],
  ['{time_secs}', { ...TIME, second: '2-digit' }],
]);
const TOKEN = /\{\w+\}/g;

/** Writes every date in the reader's own zone. A format with a token that is not known here keeps its fallback. */
const localizeDates = () => {
  for (const element of document.querySelectorAll('time[data-format]')) {
    if (!(element instanceof HTMLTimeElement)) continue;
    const at = new Date(element.dateTime);
    const format = element.dataset['format'] ?? '';
    if ((format.match(TOKEN) ?? []).some((token) => !FORMATS.has(token))) continue;
    element.title = element.textContent;
    element.textContent = format.replace(TOKEN, (token) =>
      new Intl.DateTimeFormat('ko', FORMATS.get(token)).format(at),
    );
  }
};

const renew = async () => {
  const response = await fetch('/channels');
  if (!response.ok || channels === null) return;
  // The server escapes everything that a message holds, and the policy of this page runs no inline script.
  channels.innerHTML = await response.text();
  localizeDates();
};

/** @param {string} text */
const showState = (text) => {
  if (state !== null) state.textContent = text;
};

localizeDates();
const events = new EventSource('/events');
events.addEventListener('open', () => {
  showState('');
  void renew();
});
events.addEventListener('changed', () => void renew());
events.addEventListener('error', () => showState('연결이 끊겼습니다. 다시 연결하는 중입니다.'));
