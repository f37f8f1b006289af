import { type Listening, listen } from '../../local/common/listen.ts';

/** One request and its answer; bytes are those of bodies and headers. */
export type Exchange = {
  operation: string;
  requestBody: string;
  answered: string;
  ok: boolean;
  bytesOut: number;
  bytesBack: number;
};

/** An answer that the other server would not give. `undefined`: asks that server. */
export type AnswerInstead = (path: string) => Response | undefined;

const NOT_FORWARDED = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive']);

/** A proxy for another server on the loopback address. It reports each exchange, and waits for `onExchange`, before returning the answer. */
export const startForwarder = (
  target: string,
  onExchange: (exchange: Exchange) => void | Promise<void>,
  answerInstead: AnswerInstead = () => undefined,
): Promise<Listening> =>
  listen(async (request) => {
    const { pathname, search } = new URL(request.url);
    const requestBody = await request.text();
    const headers = [...request.headers].filter(([name]) => !NOT_FORWARDED.has(name));
    const answer =
      answerInstead(`${pathname}${search}`) ??
      (await fetch(`${target}${pathname}${search}`, {
        method: request.method,
        headers,
        ...(requestBody !== '' && { body: requestBody }),
      }));
    const answered = await answer.text();
    await onExchange({
      operation: request.headers.get('x-amz-target')?.split('.').at(-1) ?? `${request.method} ${pathname}`,
      requestBody,
      answered,
      ok: answer.ok,
      bytesOut: sizeOf(requestBody, request.headers, pathname + search),
      bytesBack: sizeOf(answered, answer.headers),
    });
    return new Response(answered, {
      status: answer.status,
      headers: [...answer.headers].filter(
        ([name]) => name !== 'content-encoding' && !NOT_FORWARDED.has(name),
      ),
    });
  });

const sizeOf = (body: string, headers: Headers, path = ''): number =>
  Buffer.byteLength(body) +
  path.length +
  [...headers].reduce((sum, [name, value]) => sum + name.length + value.length + ': \r\n'.length, 0);
