import { type Listening, listen } from '../../local/common/listen.ts';

/** One forwarded call: its time (epoch ms), path, body and status. */
export type Call = { at: number; path: string; body: string; status: number };

/** A proxy in front of a server on the loopback address. It sees every call. */
export type Door = Pick<Listening, 'url' | 'close'> & {
  calls: () => Call[];
  /** From now on it answers calls itself. `undefined` forwards a call. */
  answer: (instead: (call: Pick<Call, 'path' | 'body'>) => Response | undefined) => void;
};

/** @param behind the server's base URL, without a path */
export const openDoor = async (behind: string): Promise<Door> => {
  const calls: Call[] = [];
  let instead: (call: Pick<Call, 'path' | 'body'>) => Response | undefined = () => undefined;
  const { url, close } = await listen(async (request) => {
    const { pathname, search } = new URL(request.url);
    const path = `${pathname}${search}`;
    const body = await request.text();
    const at = Date.now();
    const answer = instead({ path, body }) ?? (await pass(request, body, `${behind}${path}`));
    calls.push({ at, path, body, status: answer.status });
    return answer;
  });
  return {
    url,
    close,
    calls: () => [...calls],
    answer: (fresh) => {
      instead = fresh;
    },
  };
};

const OF_THE_CONNECTION = ['host', 'connection', 'content-length', 'transfer-encoding'];

const pass = async (request: Request, body: string, url: string): Promise<Response> => {
  const headers = new Headers(request.headers);
  for (const name of OF_THE_CONNECTION) headers.delete(name);
  return fetch(url, {
    method: request.method,
    headers,
    redirect: 'manual',
    ...(request.method === 'GET' ? {} : { body }),
  });
};
