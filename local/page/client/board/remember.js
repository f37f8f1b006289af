/**
 * The values that this browser keeps. If it may keep nothing, as in a private window, they last as long as the page.
 * @type {Map<string, string>}
 */
const kept = new Map();

/** @param {string} name */
export const recall = (name) => {
  try {
    return kept.get(name) ?? localStorage.getItem(`notifier-${name}`) ?? '';
  } catch {
    return '';
  }
};

/**
 * @param {string} name
 * @param {string} value
 */
export const remember = (name, value) => {
  kept.set(name, value);
  try {
    localStorage.setItem(`notifier-${name}`, value);
  } catch {
    // The page remembers it.
  }
};
