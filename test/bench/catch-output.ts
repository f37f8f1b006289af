/** Runs a function and returns the lines that it writes to standard output and standard error. */
export const catchOutput = async <Result>(
  run: () => Promise<Result>,
): Promise<{ result: Result; lines: string[] }> => {
  const texts: string[] = [];
  const write = (text: string | Uint8Array): boolean => {
    texts.push(typeof text === 'string' ? text : Buffer.from(text).toString());
    return true;
  };
  const restores = [process.stdout, process.stderr].map((stream) => replaceWrite(stream, write));
  try {
    const result = await run();
    const lines = texts.join('').split('\n');
    return { result, lines: lines.filter((line) => line !== '') };
  } finally {
    for (const restore of restores) restore();
  }
};

const replaceWrite = (stream: NodeJS.WriteStream, write: unknown): (() => void) => {
  const before = Object.getOwnPropertyDescriptor(stream, 'write');
  Object.defineProperty(stream, 'write', { configurable: true, writable: true, value: write });
  return () => {
    if (before) Object.defineProperty(stream, 'write', before);
    else Reflect.deleteProperty(stream, 'write');
  };
};
