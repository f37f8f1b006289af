import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Config, VendorConfig } from '../../lib/config/schema.ts';
import { findVendor } from '../../lib/config/find-vendor.ts';
import { MARKET_ZONES } from '../../lib/config/market.ts';
import { namesOf } from '../../lib/config/names.ts';
import { TEAM_CAUSE } from '../../lib/domain/reading/vendor-state.ts';
import { formatAbsolute } from '../../lib/slack/format/format-due.ts';
import { WORDING } from '../../lib/slack/wording/wording.ts';
import type { BlindVendor, RemindServices } from '../../lib/workflows/reports/remind-of-blindness.ts';

type Words = {
  begins: string;
  vendor: (name: string, since: string, cause: string) => string;
  toDo: (place: string) => string;
  ends: string;
};

const WORDS: Record<VendorConfig['language'], Words> = {
  ko: {
    begins: '쿠팡을 아직 조회하지 못하는 업체가 있습니다. 새 문의가 Slack에 올라오지 않습니다.',
    vendor: (name, since, cause) => `- ${name}: ${since}부터 · 원인: ${cause}`,
    toDo: (place) => `지금은 WING > 고객센터 문의를 직접 확인하세요. 원인별 조치: ${place}`,
    ends: '이 메일은 조회가 다시 될 때까지 하루에 한 번 보냅니다.',
  },
  en: {
    begins: 'Coupang still cannot be read for these vendors. Their new inquiries do not appear in Slack.',
    vendor: (name, since, cause) => `- ${name}: since ${since} · cause: ${cause}`,
    toDo: (place) =>
      `For now, look at WING > Customer centre inquiries yourself. What to do, by the cause: ${place}`,
    ends: 'This mail comes once a day until Coupang is read again.',
  },
  'zh-TW': {
    begins: '以下商家仍然無法讀取酷澎，新的詢問不會出現在 Slack。',
    vendor: (name, since, cause) => `- ${name}：自 ${since} 起 · 原因：${cause}`,
    toDo: (place) => `目前請直接到 WING 的客服中心詢問查看。依原因處理：${place}`,
    ends: '在恢復讀取之前，這封信每天寄送一次。',
  },
};

/** Mails the reminder to everyone who gets the alarms. An alarm's form of subject lets one mail filter match both. */
export const createSendReminder =
  (client: SNSClient, TopicArn: string, config: Config): RemindServices['sendReminder'] =>
  async (blind) => {
    const Subject = `REMINDER: "${namesOf(config).stacks.notifier} - Coupang is not read"`;
    await client.send(new PublishCommand({ TopicArn, Subject, Message: buildReminder(blind, config) }));
  };

/**
 * Uses the language of the first blind vendor. Contains no text of a buyer.
 * @internal
 */
export const buildReminder = (
  blind: readonly BlindVendor[],
  config: Pick<Config, 'vendors' | 'runbookUrl'>,
): string => {
  const lines = blind.flatMap(({ vendor, since, cause, ip }) => {
    const found = findVendor(config, vendor);
    return found ? [{ ...found, since, cause, ip }] : [];
  });
  const language = lines[0]?.language ?? 'ko';
  const words = WORDS[language];
  return [
    words.begins,
    '',
    ...lines.map(({ label, id, market, since, cause, ip }) =>
      words.vendor(
        `${label} (${id}, ${market})`,
        formatAbsolute(since, MARKET_ZONES[market], WORDING[language]),
        [WORDING[language].blindCause[TEAM_CAUSE[cause]].name, ...(ip === undefined ? [] : [ip])].join(' '),
      ),
    ),
    '',
    words.toDo(`${config.runbookUrl ?? 'RUNBOOK.md'}#no-complete-reading`),
    words.ends,
  ].join('\n');
};
