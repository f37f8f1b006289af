import type { VendorConfig } from '../../config/schema.ts';
import type { UnusableFacts } from '../../domain/notice/notice.ts';
import { OUR_LIMITS } from '../format/block-limits.ts';
import { context, section } from '../format/blocks.ts';
import { cutText } from '../format/cut-text.ts';
import type { Message } from '../format/message.ts';
import { noticePush } from './notice-push.ts';
import { noticeTitle, shopName } from '../format/message-title.ts';
import { tidyLine } from '../format/tidy-text.ts';
import { wingButton } from '../card/wing.ts';
import { WORDING } from '../wording/wording.ts';

/** Items without a readable inquiryId, which get no card (R13). */
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
