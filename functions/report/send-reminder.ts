import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Config } from '../../lib/config/schema.ts';
import { findVendor } from '../../lib/config/find-vendor.ts';
import { MARKET_ZONES } from '../../lib/config/market.ts';
import { namesOf } from '../../lib/config/names.ts';
import { TEAM_CAUSE } from '../../lib/domain/reading/vendor-state.ts';
import { formatAbsolute } from '../../lib/slack/format/format-due.ts';
import { WORDING } from '../../lib/slack/wording/wording.ts';
import type { BlindVendor, SendReminder } from '../../lib/workflows/reports/remind-of-blindness.ts';

/** Mails the reminder to everyone who gets the alarms. An alarm's form of subject lets one mail filter match both. */
export const createSendReminder =
  (client: SNSClient, TopicArn: string, config: Config): SendReminder =>
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
  const texts = WORDING[language];
  const words = texts.reminderMail;
  return [
    words.begins,
    '',
    ...lines.map(({ label, id, market, since, cause, ip }) =>
      words.vendor(
        `${label} (${id}, ${market})`,
        formatAbsolute(since, MARKET_ZONES[market], texts),
        [texts.blindCause[TEAM_CAUSE[cause]].name, ...(ip === undefined ? [] : [ip])].join(' '),
      ),
    ),
    '',
    words.toDo(`${config.runbookUrl ?? 'RUNBOOK.md'}#no-complete-reading`),
    words.ends,
  ].join('\n');
};
