import { write } from './dom.ts';

export type Question = { title: string; text: string; confirm: string; deny: string };

/** Asks in a dialog. Escape says no. */
export const askFirst = ({ title, text, confirm, deny }: Question): Promise<boolean> => {
  const dialog = document.querySelector<HTMLDialogElement>('#confirm');
  if (dialog === null) return Promise.resolve(true);
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

const put = (id: string, text: string): void => write(document.getElementById(id), text);
