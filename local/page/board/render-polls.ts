import { html } from 'hono/html';
import type { HeldCalls } from '../../../lib/domain/reading/stops.ts';
import { SOURCE_NAMES } from '../../../lib/domain/sources.ts';
import { type Failure, LATER_CALLS, TEAM_CAUSE } from '../../../lib/domain/reading/vendor-state.ts';
import { formatDuration } from '../../../lib/slack/format/format-due.ts';
import { WORDING } from '../../../lib/slack/wording/wording.ts';
import type { VendorSight } from '../../board/board.ts';
import { countDone, type PollSummary } from '../../common/describe-poll.ts';
import type { PollLog, PollNews } from './poll-log.ts';
import { type Markup, renderMrkdwn, renderTime } from '../render-mrkdwn.ts';
import type { View } from '../view.ts';
import type { PageTexts } from '../texts.ts';

type Tone = 'seeing' | 'troubled' | 'blind' | 'waiting';

/**
 * One line for each vendor.
 * @param now epoch ms
 */
export const renderPolls = (vendors: VendorSight[], polls: PollLog, view: View, now: number): Markup =>
  html`${vendors.map((vendor) => renderPoll(vendor, polls.last(vendor), view, now))}`;

/** Uses the same words as Slack. Vendors with the same problem share one entry. */
export const renderProblems = (vendors: VendorSight[], polls: PollLog, view: View): Markup => {
  const problems = vendors.flatMap((vendor) => findProblem(vendor, polls.last(vendor)));
  const alike = Object.groupBy(problems, ({ tone, failure, news }) =>
    JSON.stringify([tone, failure?.cause, failure?.ip, news?.came]),
  );
  return html`${Object.values(alike).map((same = []) => renderProblem(same, view))}`;
};

const renderPoll = (vendor: VendorSight, news: PollNews | undefined, view: View, now: number): Markup => {
  const { texts } = view;
  const tone = toneOf(vendor, news);
  const at = news?.at ?? vendor.polledAt;
  return html`<li class="poll" data-tone="${tone}">
<b>${texts.coupangOf(vendor.label)}</b> <span class="tone">${nameTone(tone, vendor, view, now)}</span>
${at === undefined ? '' : html`<span class="at">${renderInstant(at)}</span>`}
<span class="saw">${describeNews(news, texts, tone)}${renderTrouble(vendor, view, tone)}${renderClock(vendor, view)}${renderHeld(vendor, view)}</span>
</li>`;
};

/** The stopped calls, with cause, period and advice. The code is that of the log. */
const renderHeld = ({ held }: VendorSight, { texts, language }: View): Markup =>
  html`${held.map(({ calls, since, until, code, cause }) => {
    const from = html`${texts.heldSince} ${renderInstant(since)}, `;
    const why = WORDING[language].blindCause[TEAM_CAUSE[cause]].name;
    const toDo = texts.heldToDo[cause === 'throttled' ? 'throttled' : 'other'];
    return html` · ${texts.held(nameCalls(calls, texts))} (${from}${texts.heldUntil} ${renderInstant(until)}): ${why} (<span lang="en">${code}</span>). ${toDo}`;
  })}`;

/** A list by its name, and other calls with the name of their source. */
const nameCalls = (calls: HeldCalls['calls'], { heldCalls, tools }: PageTexts): string => {
  const what = LATER_CALLS.find((later) => calls.startsWith(`${later}/`));
  const source = SOURCE_NAMES.find((name) => calls.endsWith(`/${name}`));
  if (what && source) return `${heldCalls[what]} (${tools.sources[source]})`;
  return calls === 'act' ? heldCalls.act : `${heldCalls.list} ${calls}`;
};

/** Why the vendor cannot be read, and the age of the board's content. */
const renderTrouble = (
  { sight, failure, completeAt }: VendorSight,
  { texts, language }: View,
  tone: Tone,
): Markup => {
  if (tone !== 'troubled' && tone !== 'blind') return html``;
  const { cause } = sight.is === 'blind' ? sight : (failure ?? {});
  return html`${cause === undefined ? '' : ` · ${WORDING[language].blindCause[TEAM_CAUSE[cause]].name}`} · ${
    completeAt === undefined ? texts.noneComplete : html`${texts.lastComplete} ${renderInstant(completeAt)}`
  }`;
};

const renderClock = ({ clockDiffersByMs }: VendorSight, { texts, language }: View): Markup =>
  clockDiffersByMs === undefined
    ? html``
    : html` · ${texts.clockDiffers(formatDuration(Math.abs(clockDiffersByMs), WORDING[language]))}`;

const toneOf = ({ sight, polledAt, failure }: VendorSight, news: PollNews | undefined): Tone => {
  if (sight.is === 'blind') return 'blind';
  if (news?.came === 'error') return 'troubled';
  if (polledAt === undefined) return 'waiting';
  return failure === undefined ? 'seeing' : 'troubled';
};

const nameTone = (tone: Tone, { sight }: VendorSight, { texts, language }: View, now: number): string => {
  if (tone === 'waiting') return texts.neverPolled;
  if (tone !== 'blind' || sight.is !== 'blind') return texts.sight[tone === 'seeing' ? 'seeing' : 'troubled'];
  return texts.sight.blind(formatDuration(now - sight.since, WORDING[language]));
};

/** Empty before the first poll of this run, because results of earlier runs are not kept. */
const describeNews = (news: PollNews | undefined, texts: PageTexts, tone: Tone): string => {
  switch (news?.came) {
    case undefined:
      return '';
    case 'error':
      return texts.pollThrew;
    case 'summary':
      return describeSummary(news.summary, texts, tone);
  }
};

const describeSummary = (summary: PollSummary, texts: PageTexts, tone: Tone): string => {
  if (summary.result === 'skipped') return texts.skipped;
  if (summary.result === 'backing-off') return texts.backingOff;
  const first = summary.sources?.[0] ?? summary;
  const did = countDone(first, texts.counts);
  return [
    texts.readings(first.completeReadings, first.readings),
    texts.listed(first.listed),
    ...(did.length === 0 && tone === 'seeing' ? [texts.nothingNew] : did),
    ...(summary.sources ?? []).slice(1).flatMap((source) => describeSource(source, texts)),
  ].join(' · ');
};

/** A source whose calls are stopped reads nothing, which `renderHeld` shows. */
const describeSource = (figures: NonNullable<PollSummary['sources']>[number], texts: PageTexts): string[] => {
  const { source, readings, completeReadings, listed } = figures;
  if (readings === 0) return [];
  const name = texts.tools.sources[source];
  const saw =
    completeReadings === readings ? texts.ofSource(listed) : texts.readings(completeReadings, readings);
  return [[`${name} ${saw}`, ...countDone(figures, texts.counts)].join(' ')];
};

type Problem = { vendor: VendorSight; tone: Tone; failure: Failure | undefined; news: PollNews | undefined };

const findProblem = (vendor: VendorSight, news: PollNews | undefined): Problem[] => {
  const tone = toneOf(vendor, news);
  if (tone === 'seeing' || tone === 'waiting') return [];
  return [{ vendor, tone, failure: vendor.sight.is === 'blind' ? vendor.sight : vendor.failure, news }];
};

const renderProblem = (alike: Problem[], { texts, language }: View): Markup => {
  const [first] = alike;
  if (first === undefined) return html``;
  const { failure, tone, news } = first;
  const words = failure === undefined ? undefined : WORDING[language].blindCause[TEAM_CAUSE[failure.cause]];
  const labels = alike.map(({ vendor }) => vendor.label).join(', ');
  const ip = failure?.ip === undefined ? '' : html` <code>${failure.ip}</code>`;
  const toDo = [...(words?.toDo ?? []), ...(news?.came === 'error' ? [texts.pollThrew] : [])];
  const untils = alike.flatMap((poll) =>
    poll.news?.came === 'summary' ? (poll.news.summary.until ?? []) : [],
  );
  return html`<section class="problem" data-tone="${tone}" aria-label="${labels}">
<h2>${labels} · ${words?.name ?? texts.sight.troubled}${ip}</h2>
${toDo.map((line) => html`<p>${renderMrkdwn(line)}</p>`)}
${untils.length === 0 ? '' : html`<p>${texts.untilThen}: ${renderInstant(Math.min(...untils))}</p>`}
${renderDetails(alike, texts)}
</section>`;
};

/** The log's text, which is in English. */
const renderDetails = (alike: Problem[], texts: PageTexts): Markup => {
  const parts = alike.flatMap(({ news }) => {
    if (news?.came === 'error') return news.error;
    return news?.came === 'summary' ? (news.summary.problem ?? []) : [];
  });
  const [first] = alike;
  if (parts.length === 0 || first === undefined) return html``;
  const id = `details-${first.vendor.market}-${first.vendor.vendorId}`;
  return html`<details id="${id}"><summary>${texts.details}</summary>${parts.map((line) => html`<p lang="en">${line}</p>`)}</details>`;
};

export const renderInstant = (at: number): Markup => renderTime(at, '{time_secs}');
