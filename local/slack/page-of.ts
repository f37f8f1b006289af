/**
 * One page of a list and the cursor of the next page. The cursor names the page's last item, so that new posts move
 * nothing. `undefined` for an unknown cursor.
 */
export const pageOf = <T extends { ts: string }>(
  items: T[],
  limit: number,
  cursor: string | undefined,
): { page: T[]; nextCursor: string } | undefined => {
  const after = cursor === undefined || cursor === '' ? undefined : decode(cursor);
  if (cursor !== undefined && cursor !== '' && after === undefined) return undefined;
  const start = after === undefined ? 0 : items.findIndex((item) => item.ts === after) + 1;
  const page = items.slice(start, start + limit);
  const last = page.at(-1);
  const more = last !== undefined && start + limit < items.length;
  return { page, nextCursor: more ? encode(last.ts) : '' };
};

const PREFIX = 'after_ts:';

const encode = (ts: string): string => Buffer.from(`${PREFIX}${ts}`).toString('base64');

const decode = (cursor: string): string | undefined => {
  const text = Buffer.from(cursor, 'base64').toString('utf8');
  return text.startsWith(PREFIX) ? text.slice(PREFIX.length) : undefined;
};
