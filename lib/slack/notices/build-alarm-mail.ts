import type { VendorConfig } from '../../config/schema.ts';
import type { AlarmMailFacts } from '../../domain/notice/notice.ts';
import { section } from '../format/blocks.ts';
import type { Message } from '../format/message.ts';
import { noticeTitle } from '../format/message-title.ts';
import { noticePush } from './notice-push.ts';
import { WORDING } from '../wording/wording.ts';

/** Alarms do not reach somebody by mail, so Slack says it (O14). It names no address. */
export const buildAlarmMail = ({ missing }: AlarmMailFacts, vendor: VendorConfig): Message => {
  const words = WORDING[vendor.language].alarmMail;
  return {
    text: noticePush(words.alarmMail, [words.title(missing)], vendor),
    blocks: [noticeTitle('📭', words.title(missing)), section(words.effect, words.toDo('npm run doctor'))],
  };
};
