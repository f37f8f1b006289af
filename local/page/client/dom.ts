export const all = <Found extends HTMLElement = HTMLElement>(
  selector: string,
  root: ParentNode = document,
): Found[] => [...root.querySelectorAll<Found>(selector)];

/** The element around the event's target, or the target itself, that fits the selector. */
export const closest = ({ target }: Event, selector: string): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>(selector) : null;

/** Does not touch an equal text. */
export const write = (element: Element | null, text: string): void => {
  if (element !== null && element.textContent !== text) element.textContent = text;
};

/** Marks which of the links leads to what is shown. */
export const markCurrent = (links: HTMLElement[], current: (link: HTMLElement) => boolean): void => {
  for (const link of links) {
    if (current(link)) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
};

export const post = async (path: string, body: string): Promise<string> => {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
  });
  return response.text();
};
