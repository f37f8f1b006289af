import type { VendorConfig } from '../../config/schema.ts';
import { OUR_LIMITS } from '../format/block-limits.ts';
import { cutText, tidyLine } from '../format/cut-text.ts';

const BETWEEN = ' · ';
const SHOP_ROOM = 16;

/**
 * The text of a notice on a lock screen, at most 80 characters: state, parts, shop. It is the whole message if Slack
 * refused the blocks.
 * @param parts the most important part first; a part that does not fit is left out, except the first
 */
export const noticePush = (state: string, parts: readonly string[], vendor: VendorConfig): string => {
  const shop = tidyLine(vendor.label);
  const reserved = BETWEEN.length + cutText(shop, { limit: SHOP_ROOM }).length;
  const [first = '', ...others] = parts;
  let push = `[${state}] ${first}`;
  for (const other of others) {
    const longer = `${push}${BETWEEN}${other}`;
    if (longer.length + reserved <= OUR_LIMITS.push) push = longer;
  }
  const shown = cutText(shop, { limit: OUR_LIMITS.push - push.length - BETWEEN.length });
  return shown === '' ? push : `${push}${BETWEEN}${shown}`;
};
