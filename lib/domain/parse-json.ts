/** Returns `undefined` if the text is not JSON. */
export const parseJson = (text: string, read: (json: string) => unknown = JSON.parse): unknown => {
  try {
    return read(text);
  } catch {
    return undefined;
  }
};
