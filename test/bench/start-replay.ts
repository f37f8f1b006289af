import { listen } from '../../local/common/listen.ts';

const NOT_PASSED_ON = new Set(['host', 'connection', 'content-length']);

/**
 * Answers each request as the store at `target` answered the same one the first time, so that the time of the store itself does
 * not count. `asked`: how many requests came since the last reset.
 */
export const startReplay = async (target: string) => {
  const known = new Map<string, string>();
  let requestCount = 0;
  const { url, close } = await listen(async (request) => {
    requestCount += 1;
    const body = await request.text();
    const name = `${request.headers.get('x-amz-target')} ${body}`;
    const answer = known.get(name) ?? (await passOn(target, request.headers, body));
    known.set(name, answer);
    return new Response(answer, { headers: { 'content-type': 'application/x-amz-json-1.0' } });
  });
  return { url, close, asked: () => requestCount, reset: () => void (requestCount = 0) };
};

const passOn = async (target: string, headers: Headers, body: string): Promise<string> => {
  const passed = [...headers].filter(([name]) => !NOT_PASSED_ON.has(name));
  const answer = await fetch(target, { method: 'POST', headers: passed, body });
  const answered = await answer.text();
  if (answer.ok) return answered;
  throw new Error(`The store answered ${answer.status}: ${answered}`);
};
