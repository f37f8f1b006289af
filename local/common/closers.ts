/** What was started, to be stopped in the reverse order. */
export type Closers = {
  add: (close: () => unknown) => void;
  /** Stops everything once; one that fails keeps none of the others open. */
  closeAll: () => Promise<void>;
};

export const createClosers = (onError: (error: unknown) => void): Closers => {
  const open: Array<() => unknown> = [];
  return {
    add: (close) => {
      open.push(close);
    },
    closeAll: async () => {
      for (let close = open.pop(); close !== undefined; close = open.pop()) {
        try {
          await close();
        } catch (error) {
          onError(error);
        }
      }
    },
  };
};
