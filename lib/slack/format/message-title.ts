import type { VendorConfig } from '../../config/schema.ts';
import { BLOCK_LIMITS, OUR_LIMITS } from './block-limits.ts';
import { type Block, header } from './blocks.ts';
import { cutText } from './cut-text.ts';
import { tidyLine } from './tidy-text.ts';

/** A notice's first line. What is said comes in escaped, as Slack reads entities in plain text too. */
export const noticeTitle = (emoji: string, ...said: string[]): Block =>
  header(cutText(`${emoji} ${said.join(' · ')}`, { limit: BLOCK_LIMITS.headerText, render: (same) => same }));

/** As the configuration names it, else its id: a label may be nothing but blanks. */
export const shopName = ({ label, id }: VendorConfig): string =>
  cutText(tidyLine(label), { limit: OUR_LIMITS.shop }) || id;
