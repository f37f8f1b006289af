import { html } from 'hono/html';
import { MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import { formatDuration } from '../../../lib/slack/format/format-due.ts';
import { WORDING } from '../../../lib/slack/wording/wording.ts';
import type { SlackSight } from '../../board/board.ts';
import type { Markup } from '../render-mrkdwn.ts';
import { LIFE_WORDS } from '../texts.ts';
import type { View } from '../view.ts';
import { renderInstant } from './render-polls.ts';
import type { SlackFailed, SlackNews } from './slack-log.ts';

/** A person has to change something before Slack accepts messages again. */
const FOR_A_PERSON: readonly SlackFailed['kind'][] = [
  'token-unusable',
  'channel-unusable',
  'look-up-refused',
];

export const renderSlack = (sight: SlackSight, news: SlackNews, view: View, now: number): Markup => {
  const { slackHealth } = view.texts;
  const { failed } = news;
  return html`<li class="poll" data-tone="${toneOf(sight, news)}" id="slack-health">
<b>Slack</b> <span class="tone">${nameTone(sight, news, view)}</span>
<span class="saw">${describePending(sight, view, now)}${
    failed === undefined
      ? ''
      : html` · ${slackHealth.lastFailure} ${renderInstant(failed.at)} ${nameFailure(failed, view)}`
  }</span>
</li>`;
};

/** The page shows the problem, because Slack itself cannot report it. */
export const renderSlackProblem = (sight: SlackSight, news: SlackNews, view: View): Markup => {
  const { slackHealth } = view.texts;
  const failed = currentFailure(news);
  const tone = toneOf(sight, news);
  if (tone === 'seeing') return html``;
  const needsPerson = failed !== undefined && FOR_A_PERSON.includes(failed.kind);
  return html`<section class="problem" data-tone="${tone}" aria-label="Slack">
<h2>Slack · ${failed === undefined ? slackHealth.late : nameFailure(failed, view)}${sight.pending === 0 ? '' : ` · ${slackHealth.pending(sight.pending)}`}${failed === undefined || failed.reason === '' ? '' : html` <code>${failed.reason}</code>`}</h2>
<p>${needsPerson ? slackHealth.bySomebody : slackHealth.byItself}</p>
</section>`;
};

/** The last failure, unless a success followed. */
const currentFailure = ({ failed, tookAt }: SlackNews): SlackFailed | undefined =>
  failed !== undefined && (tookAt === undefined || tookAt < failed.at) ? failed : undefined;

const toneOf = (sight: SlackSight, news: SlackNews): 'seeing' | 'troubled' | 'blind' => {
  if (sight.pending === 0) return 'seeing';
  if (sight.isLate) return 'blind';
  return currentFailure(news) === undefined ? 'seeing' : 'troubled';
};

const nameTone = (sight: SlackSight, news: SlackNews, { texts: { slackHealth } }: View): string => {
  if (sight.pending === 0) return slackHealth.fine;
  if (currentFailure(news) !== undefined) return slackHealth.failing;
  return sight.isLate ? slackHealth.late : slackHealth.sending;
};

/** A server error is more specific than "answer lost". */
const nameFailure = ({ kind, reason }: SlackFailed, { texts, language }: View): string =>
  reason.startsWith('http_5') ? texts.slack.down : (LIFE_WORDS[language][`kind ${kind}`] ?? kind);

const describePending = (
  { pending, pendingSince }: SlackSight,
  { texts, language }: View,
  now: number,
): string => {
  const { slackHealth } = texts;
  if (pending === 0 || pendingSince === undefined) return slackHealth.nothingPending;
  const ageMs = now - pendingSince;
  const waits = slackHealth.pending(pending);
  return ageMs < MINUTE_MS
    ? waits
    : `${waits} · ${slackHealth.oldest(formatDuration(ageMs, WORDING[language]))}`;
};
