import type { Page } from 'playwright-core';

/** A request of a page. A form's `body` is sent as a form. */
export type Shot = { url: string; method: string; headers: Record<string, string>; body?: string };

/** Fetches from the page, with and without `no-cors` and cookies. Returns what the page could read. */
export const fetchFrom = (page: Page, shots: Shot[]): Promise<string[]> =>
  page.evaluate(async (all) => {
    const read: string[] = [];
    const ways: RequestInit[] = [
      { mode: 'cors', credentials: 'omit' },
      { mode: 'cors', credentials: 'include' },
      { mode: 'no-cors', credentials: 'include' },
    ];
    for (const { url, ...shot } of all)
      for (const way of ways) {
        const answer = await fetch(url, { ...shot, ...way }).catch(() => undefined);
        if (answer !== undefined && answer.type !== 'opaque') read.push(`${url} ${await answer.text()}`);
      }
    return read;
  }, shots);

/** Posts a form into a frame, and waits for the answer. */
export const postFormFrom = async (page: Page, { url, headers, body = '' }: Shot): Promise<void> => {
  const isForm = headers['Content-Type'] === 'application/x-www-form-urlencoded';
  // A form can send JSON text unchanged: all but its last character becomes the field's name.
  const fields = isForm ? [...new URLSearchParams(body)] : [[body.slice(0, -1), body.slice(-1)]];
  const inputs = fields.map(
    ([name = '', value = '']) => `<input name='${quote(name)}' value='${quote(value)}'>`,
  );
  const enctype = isForm ? 'application/x-www-form-urlencoded' : 'text/plain';
  await page.setContent(
    `<iframe name="frame"></iframe><form method="post" target="frame" action="${url}" enctype="${enctype}">${inputs.join('')}<button>Send</button></form>`,
  );
  const answered = page.waitForResponse(new URL(url).href);
  await page.click('button');
  await answered;
};

const quote = (text: string): string => text.replaceAll('&', '&amp;').replaceAll("'", '&#39;');

/** Listens to a stream from the page. Returns what arrived before the stream failed. */
export const listenFrom = (page: Page, url: string): Promise<string[]> =>
  page.evaluate(
    (from) =>
      new Promise<string[]>((resolve) => {
        const stream = new EventSource(from, { withCredentials: true });
        const end = (heard: string[]): void => {
          stream.close();
          resolve(heard);
        };
        stream.addEventListener('open', () => end(['it opened']));
        stream.addEventListener('error', () => end([]));
      }),
    url,
  );
