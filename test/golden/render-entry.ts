import { isDeepStrictEqual } from 'node:util';
import type {
  ActionsBlockElement,
  KnownBlock,
  PlainTextElement,
  RichTextBlockElement,
  TextObject,
} from '@slack/web-api';
import { MARKET_ZONES } from '../../lib/config/market.ts';
import { formatAbsolute, formatTime } from '../../lib/slack/format/format-due.ts';
import { WORDING } from '../../lib/slack/wording/wording.ts';
import type { Entry, Team } from '../browser/gallery/made-up-team.ts';

/**
 * Renders a message, form or Home as text: a line for each block, with every field that Slack gets. Slack's dates are in braces:
 * `{11/25(수) 14:17}`, and with the time left `{11/25(수) 14:17 · ago}`. Fields without a notation here follow as JSON.
 */
export const renderEntry = ({ occasion, message, view }: Entry, { vendor }: Team): string => {
  const { text, blocks, broadcast = false, ...rest } = message;
  const lines = view
    ? renderView(view)
    : [...line(broadcast ? 'push, and in the channel' : 'push', text, rest), ...blocks.flatMap(renderBlock)];
  return [`## ${occasion}`, ...lines.map((shown) => readDates(shown, vendor))].join('\n');
};

const MARKUP = { type: 'mrkdwn', verbatim: true };
const PLAIN = { type: 'plain_text', emoji: true };
const VERBATIM = { type: 'plain_text', emoji: false };

/** A labelled line. Further lines of the text are indented. */
const line = (label: string, text: string, rest: object = {}): string[] => {
  const [first = '', ...more] = `${text}${jsonOf(rest)}`.split('\n');
  return [`${label.padEnd(8)} ${first}`, ...more.map((next) => `${' '.repeat(9)}${next}`)].map((shown) =>
    shown.trimEnd(),
  );
};

const jsonOf = (rest: object): string => (Object.keys(rest).length === 0 ? '' : ` ${JSON.stringify(rest)}`);

/** @param usual the fields that such a text has everywhere */
const say = ({ text, ...how }: TextObject, usual: object): string => {
  if (isDeepStrictEqual(how, usual)) return text;
  return `${text}${isDeepStrictEqual(how, VERBATIM) ? ' (plain text)' : jsonOf(how)}`;
};

const plain = (text: PlainTextElement): string => say(text, PLAIN);

const renderView = (view: NonNullable<Entry['view']>): string[] => {
  const { type, private_metadata: metadata = '', blocks, ...more } = view;
  const shown = blocks.flatMap(renderBlock);
  if (!('title' in more)) return [...line(type, metadata, more), ...shown];
  const { title, submit, close, callback_id: id = '', ...rest } = more;
  return [
    ...line(type, `${id} ${metadata}`, rest),
    ...line('title', plain(title)),
    ...shown,
    ...[submit, close].flatMap((button) => (button ? line('button', `[${plain(button)}]`) : [])),
  ];
};

const restOf = (rest: object): string[] => (Object.keys(rest).length === 0 ? [] : line('', jsonOf(rest)));

const renderBlock = (block: KnownBlock): string[] => {
  switch (block.type) {
    case 'header': {
      const { type, text, ...rest } = block;
      return line(type, plain(text), rest);
    }
    case 'section': {
      const { type, text, accessory, ...rest } = block;
      const shown = text ? say(text, MARKUP) : '';
      return [
        ...line(type, shown, rest),
        ...(accessory?.type === 'button' || accessory?.type === 'static_select'
          ? line('  beside', sayElement(accessory))
          : []),
      ];
    }
    case 'context': {
      const { type, elements, ...rest } = block;
      const shown = elements.map((part) => ('text' in part ? say(part, MARKUP) : JSON.stringify(part)));
      return line(type, shown.join('\n'), rest);
    }
    case 'actions': {
      const { type, block_id: id = '', elements, ...rest } = block;
      return [...line(type, id, rest), ...elements.flatMap((part) => line('', sayElement(part)))];
    }
    case 'rich_text': {
      const { type, elements, ...rest } = block;
      return [...elements.flatMap((part) => sayRich(part, type)), ...restOf(rest)];
    }
    case 'input': {
      const { type, block_id: id = '', label, hint, element, ...rest } = block;
      return [
        ...line(type, `${plain(label)} · ${id}`, rest),
        ...line('', jsonOf(element).trim()),
        ...(hint ? line('', `hint: ${plain(hint)}`) : []),
      ];
    }
    default:
      return line(block.type, JSON.stringify(block));
  }
};

const sayRich = (element: RichTextBlockElement, label: string): string[] => {
  if (element.type !== 'rich_text_section' && element.type !== 'rich_text_quote')
    return line(label, JSON.stringify(element));
  const { type, elements, ...rest } = element;
  const texts = elements.map((part) => {
    if (part.type === 'text') {
      const { type: _, text, ...more } = part;
      return `${text}${jsonOf(more)}`;
    }
    return part.type === 'date'
      ? `<!date^${part.timestamp}^${part.format}|${part.fallback}>`
      : JSON.stringify(part);
  });
  return line(type === 'rich_text_quote' ? 'quote' : label, texts.join(''), rest);
};

/** `[Confirm] confirm = <value>`, `[Snooze ▾] snooze: 1h = 1 hour | …`. The initial option has an asterisk. */
const sayElement = (element: ActionsBlockElement): string => {
  switch (element.type) {
    case 'button': {
      const { type: _, text, action_id: id = '', value, url, style, confirm, ...rest } = element;
      const does = [
        id,
        ...(value === undefined ? [] : ['=', value]),
        ...(url === undefined ? [] : ['→', url]),
      ];
      const asks = confirm && [
        confirm.title && plain(confirm.title),
        say(confirm.text, PLAIN),
        ...[confirm.confirm, confirm.deny].map((answer) => answer && `[${plain(answer)}]`),
      ];
      return [
        `[${plain(text)}] ${does.join(' ')}${style === undefined ? '' : ` (${style})`}${jsonOf(rest)}`,
        ...(asks ? [`  asks: ${asks.join(' ')}`] : []),
      ].join('\n');
    }
    case 'static_select': {
      const { type: _, action_id: id, placeholder, options = [], initial_option: first, ...rest } = element;
      const choices = options.map(
        ({ value, text, ...more }) =>
          `${value === first?.value ? '*' : ''}${value} = ${say(text, PLAIN)}${jsonOf(more)}`,
      );
      return `[${placeholder ? `${plain(placeholder)} ` : ''}▾] ${id}: ${choices.join(' | ')}${jsonOf(rest)}`;
    }
    case 'users_select': {
      const { type, action_id: id, placeholder, ...rest } = element;
      return `[${placeholder ? plain(placeholder) : ''} ▾] ${id}: ${type}${jsonOf(rest)}`;
    }
    default:
      return JSON.stringify(element);
  }
};

/** Shortens a date only if its fallback for old clients shows the same time. */
const readDates = (text: string, { language, market }: Team['vendor']): string =>
  text.replaceAll(
    /<!date\^(\d+)\^(\{date_short_pretty\} )?\{time\}( · \{ago\})?(?:\^([^|^>]*))?\|([^>]*)>/g,
    (whole, ...groups: (string | undefined)[]) => {
      const [seconds, day, ago = '', link, shown] = groups;
      const at = Number(seconds) * 1000;
      const zone = MARKET_ZONES[market];
      const right = day ? formatAbsolute(at, zone, WORDING[language]) : formatTime(at, zone);
      if (shown !== right) return whole;
      return link === undefined ? `{${shown}${ago && ' · ago'}}` : `{${shown} → ${link}}`;
    },
  );
