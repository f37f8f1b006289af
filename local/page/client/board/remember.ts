/** The values that this browser keeps. If it may keep nothing, as in a private window, they last as long as the page. */
const kept = new Map<string, string>();

export const recall = (name: string): string => {
  try {
    return kept.get(name) ?? localStorage.getItem(`notifier-${name}`) ?? '';
  } catch {
    return '';
  }
};

export const remember = (name: string, value: string): void => {
  kept.set(name, value);
  try {
    localStorage.setItem(`notifier-${name}`, value);
  } catch {
    // The page remembers it.
  }
};
