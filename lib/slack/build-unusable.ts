import type { VendorConfig } from '../config/schema.ts';
import type { UnusableFacts } from '../domain/notice.ts';
import { OUR_LIMITS } from './block-limits.ts';
import { context, section } from './blocks.ts';
import { cutText } from './cut-text.ts';
import type { Message } from './message.ts';
import { noticePush } from './notice-push.ts';
import { noticeTitle, shopName } from './notice-title.ts';
import { tidyLine } from './tidy-text.ts';
import { wingButton } from './wing.ts';
import { WORDING } from './wording.ts';

/** Items that can become no card, since not even their inquiryId could be read (R13). */
export const buildUnusable = ({ status, count, problem }: UnusableFacts, vendor: VendorConfig): Message => {
  const texts = WORDING[vendor.language];
  const words = texts.notice;
  const counted = words.unusableCount(count);
  const list = words.list[status];
  const technical = cutText(tidyLine(problem), { limit: OUR_LIMITS.problem });
  return {
    text: noticePush(words.unusable, [counted, list, words.lookInWingShort], vendor),
    blocks: [
      noticeTitle('⚠️', words.unusableTitle(counted), list, shopName(vendor)),
      section(words.noCard),
      context(words.problem(technical === '' ? '?' : technical)),
      wingButton(words.openWing),
    ],
  };
};
