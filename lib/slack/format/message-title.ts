import type { VendorConfig } from '../../config/schema.ts';
import { BLOCK_LIMITS, OUR_LIMITS } from './block-limits.ts';
import { type Block, header } from './blocks.ts';
import { cutText, tidyLine } from './cut-text.ts';

/** The first line of a notice. Its parts are escaped already, since Slack reads entities in plain text, too. */
export const noticeTitle = (emoji: string, ...parts: string[]): Block =>
  header(cutText(`${emoji} ${parts.join(' · ')}`, { limit: BLOCK_LIMITS.headerText, plain: true }));

export const shopName = ({ label, id }: VendorConfig): string =>
  cutText(tidyLine(label), { limit: OUR_LIMITS.shop }) || id;
