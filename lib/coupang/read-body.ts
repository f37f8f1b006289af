/** The body is longer than any expected answer of Coupang. */
export class BodyTooLong extends Error {}

/** Reads a body as UTF-8 text, without a byte order mark. Throws BodyTooLong beyond `maxBytes`. */
export const readBody = async (response: Response, maxBytes: number): Promise<string> => {
  const parts: Buffer[] = [];
  let length = 0;
  const chunks: AsyncIterable<unknown> | null = response.body;
  for await (const chunk of chunks ?? []) {
    if (!ArrayBuffer.isView(chunk)) continue;
    length += chunk.byteLength;
    if (length > maxBytes) throw new BodyTooLong();
    parts.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
  }
  return new TextDecoder().decode(Buffer.concat(parts));
};
