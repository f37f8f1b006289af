/** What a text says as JSON; `undefined` if it is none. */
export const parseJson = (text: string, read: (json: string) => unknown = JSON.parse): unknown => {
  try {
    return read(text);
  } catch {
    return undefined;
  }
};
