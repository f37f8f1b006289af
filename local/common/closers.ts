/** Closes resources in reverse order of opening. */
export type Closers = {
  add: (close: () => unknown) => void;
  /** Closes everything once. A failure does not block the rest. */
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
