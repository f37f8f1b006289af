import { MARKET_ZONES } from '../../../lib/config/market.ts';
import type { Config } from '../../../lib/config/schema.ts';
import { WEEKDAYS } from '../../../lib/domain/time/zoned-time.ts';

/**
 * A configuration as a file that a team goes on editing: what was asked, and a comment for each setting.
 * @param parseConfigPath from the file, such as `./lib/config/parse-config.ts`
 */
export const renderConfig = (
  { region, namePrefix, egress, alarmMail, heartbeatUrl, acting, vendors }: Config,
  parseConfigPath: string,
): string => `import { defineConfig } from ${quote(parseConfigPath)};

/**
 * The settings that a team edits. \`npx cdk deploy Notifier\` takes a change over. \`lib/config/schema.ts\` and \`aws-settings.ts\` say what
 * each setting does, and its default. Keys never stand here.
 */
export default defineConfig({
  region: ${quote(region)},
${namePrefix === undefined ? '' : `  // Begins the names of stacks and secrets. Another one is another deployment.\n  namePrefix: ${quote(namePrefix)},\n`}  // A fixed address, which WING must know.
  egress: ${quote(egress)},
  // Gets the alarms.
  alarmMail: ${renderMails(alarmMail)},
${renderHeartbeat(heartbeatUrl)}  // Whether people claim, confirm and reply from Slack: docs/setup.md, Acting in Slack.
  acting: ${quote(acting)},
  vendors: [${vendors.map((vendor) => renderVendor(vendor, acting)).join('')}
  ],
});
`;

const renderVendor = (vendor: Config['vendors'][number], acting: Config['acting']): string => `
    {
      // As WING shows it.
      id: ${quote(vendor.id)},
      // It decides the time zone: ${MARKET_ZONES[vendor.market]}.
      market: ${quote(vendor.market)},
      // The shop's name on cards.
      label: ${quote(vendor.label)},
      // Whether Coupang is read. \`npm run setup\` sets it at the end.
      live: ${vendor.live},
      // The language of the cards.
      language: ${quote(vendor.language)},
      // Where the cards go.
      channel: ${quote(vendor.channel)},
      // Where they go if Slack refuses \`channel\`.
      fallbackChannel: ${quote(vendor.fallbackChannel)},
      // When the team works, in the market's time. A day that is missing is off; no day at all: at any time.
      hours: {${renderHours(vendor.hours)}},
${renderHolidays(vendor)}      // How long before a deadline the team is warned.
      ladder: [${vendor.ladder.map(quote).join(', ')}],
      // Whom each warning mentions, such as '1h': ['S0123456789']. One that is missing mentions nobody.
      mentions: {${renderSteps(vendor.mentions, (ids) => `[${ids.map(quote).join(', ')}]`)}},
      // A second channel for a warning, such as the lead's: '1h': 'C0123456789'.
      stepChannels: {${renderSteps(vendor.stepChannels, quote)}},${acting === 'on' ? PEOPLE : ''}
    },`;

const renderMails = (mails: Config['alarmMail']): string => {
  const quoted = mails.map(quote).join(', ');
  return mails.length === 1 ? quoted : `[${quoted}]`;
};

const renderHeartbeat = (url: Config['heartbeatUrl']): string =>
  url === undefined
    ? ''
    : `  // Called each minute: if the calls stop, that service tells you.
  heartbeatUrl: ${quote(url)},
`;

const PEOPLE = `
      // Who may confirm and reply, by Slack user id, such as U0123456789: { wingId: 'the login in WING' }.
      acting: { people: {} },`;

const renderSteps = <Value>(
  steps: Partial<Record<string, Value>>,
  render: (value: Value) => string,
): string => {
  const lines = Object.entries(steps).flatMap(([step, value]) =>
    value === undefined ? [] : [`${quote(step)}: ${render(value)}`],
  );
  return lines.length > 0 ? ` ${lines.join(', ')} ` : '';
};

const renderHours = (hours: Config['vendors'][number]['hours']): string => {
  const days = WEEKDAYS.flatMap((day) => {
    const ranges = hours[day];
    return ranges === undefined ? [] : [`\n        ${day}: [${ranges.map(quote).join(', ')}],`];
  });
  return days.length > 0 ? `${days.join('')}\n      ` : '';
};

/** One date a line: a year has more than fit beside each other. */
const renderHolidays = ({ holidays: { add, years } }: Config['vendors'][number]): string =>
  years.length === 0
    ? ''
    : `      // Days off beside the weekends. \`years\`: those of which \`add\` holds all public holidays.
      holidays: {
        add: [
${add.map((date) => `          ${quote(date)},\n`).join('')}        ],
        years: [${years.join(', ')}],
      },
`;

const quote = (text: string): string =>
  `'${JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`)}'`;
