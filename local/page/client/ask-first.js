/** @typedef {{ title: string, text: string, confirm: string, deny: string }} Question */

/**
 * Asks in a dialog. Escape says no.
 * @param {Question} question
 * @returns {Promise<boolean>}
 */
export const askFirst = ({ title, text, confirm, deny }) => {
  const dialog = document.getElementById('confirm');
  if (!(dialog instanceof HTMLDialogElement)) return Promise.resolve(true);
  put('confirm-title', title);
  put('confirm-text', text);
  put('confirm-yes', confirm);
  put('confirm-deny', deny);
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
};

/**
 * @param {string} id
 * @param {string} text
 */
export const put = (id, text) => {
  const element = document.getElementById(id);
  if (element !== null) element.textContent = text;
};
