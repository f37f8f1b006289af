import { OUR_LIMITS } from './block-limits.ts';
import { cutText } from './cut-text.ts';
import { escapeText } from './escape-text.ts';
import { tidyLine } from './tidy-text.ts';

const HOST = /^(coupa\.ng|([a-z0-9-]+\.)*coupang\.com)$/;

/**
 * The form's address as a link that shows its own target, if it is https at a host of Coupang. Any other address is text: it
 * came in a person's words, and a card would make it look trustworthy.
 */
export const formatFormLink = (address: string): string =>
  trusted(address) ?? cutText(tidyLine(address), { limit: OUR_LIMITS.link });

const trusted = (address: string): string | undefined => {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:' || !HOST.test(url.hostname)) return undefined;
  if (url.username !== '' || url.password !== '' || url.port !== '') return undefined;
  // A bar would begin the link's label.
  const target = escapeText(url.href.replaceAll('|', '%7C').replaceAll('`', '%60'));
  return target.length <= OUR_LIMITS.link ? `<${target}>` : undefined;
};
