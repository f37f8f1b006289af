import { defined } from '../../lib/domain/defined.ts';
import type { Config } from '../../lib/config/schema.ts';
import { languageIn } from '../../lib/config/find-vendor.ts';
import { buildReplyForm, sayBlocked } from '../../lib/slack/acts/build-reply-form.ts';
import { buildOwnList, buildSearch } from '../../lib/slack/acts/build-search.ts';
import { sayInForm } from '../../lib/slack/acts/build-refusal.ts';
import type { SlackRequest } from '../../lib/slack/requests/slack-request.ts';
import { WORDING } from '../../lib/slack/wording/wording.ts';
import { answerPress, answerReaction, logKnown, logPress } from '../../lib/workflows/acts/answer-press.ts';
import { answerReply, answerTemplate } from '../../lib/workflows/acts/answer-reply.ts';
import { answerOrder, type OrderPressPorts } from '../../lib/workflows/orders/answer-order.ts';
import { answerHome, answerSearch } from '../../lib/workflows/acts/answer-home.ts';
import type { Search, Submission } from '../../lib/workflows/ports/slack.ts';

type Answer = object | undefined;

/** Answers a request whose signature is valid. Only a defect throws. */
export const answerRequest = async (
  request: SlackRequest,
  config: Config,
  ports: OrderPressPorts,
): Promise<Answer> => {
  const { log } = ports;
  switch (request.is) {
    case 'challenge':
      return { challenge: request.challenge };
    case 'button':
      logPress(request.press, await answerPress(request.press, ports), log);
      return undefined;
    case 'reaction':
      await answerReaction(request.reaction, ports);
      return undefined;
    case 'template':
      await answerTemplate(request.choice, ports);
      return undefined;
    case 'order':
      logPress({ ...request.press, do: request.press.part }, await answerOrder(request.press, ports), log);
      return undefined;
    case 'submission':
      return answerSubmission(request.submission, config, ports);
    case 'home':
      await answerHome(request.use, ports).catch((error: unknown) => logKnown(error, log));
      return undefined;
    case 'search':
      return answerFound(request.search, config, ports);
    case 'other':
      return undefined;
  }
};

/**
 * Slack shows a refusal below the text. After a defect it shows an error. Both keep the text. Source: docs.slack.dev, "Modals",
 * validation.
 */
const answerSubmission = async (
  submission: Submission,
  config: Config,
  ports: OrderPressPorts,
): Promise<Answer> => {
  const { field, channel, mark, version, by, facts } = submission;
  const texts = WORDING[languageIn(channel, config)];
  const refuse = (message: string): Answer => ({ response_action: 'errors', errors: { [field]: message } });
  const note = (result: string): void => logPress({ ...submission, do: 'reply' }, result, ports.log);
  try {
    const answer = await answerReply(submission, ports);
    note(answer.is === 'refused' ? answer.refusal.code : answer.is);
    switch (answer.is) {
      case 'sent':
        return { response_action: 'clear' };
      case 'preview': {
        const { ticket, vendor, text, ...preview } = answer;
        const shown = { channel, mark, text, preview, ...defined({ version, facts }) };
        return { response_action: 'update', view: buildReplyForm(ticket, vendor, shown) };
      }
      case 'blocked':
        return refuse(sayBlocked(answer.findings, answer.vendor));
      case 'refused':
        return refuse(sayInForm(answer.refusal, answer.ticket, texts, by));
    }
  } catch (error) {
    logKnown(error, ports.log);
    note('failed');
    return refuse(texts.act.failed);
  }
};

const answerFound = async (search: Search, config: Config, ports: OrderPressPorts): Promise<Answer> => {
  const language = languageIn(search.channel, config);
  try {
    const answer = await answerSearch(search, ports);
    const linkTo = await ports.door.linkToCards();
    const context = { vendors: answer.vendors, language, linkTo, now: ports.clock.now() };
    const message =
      'own' in answer ? buildOwnList(answer.own, context) : buildSearch(search.words, answer.found, context);
    return { response_type: 'ephemeral', ...message };
  } catch (error) {
    logKnown(error, ports.log);
    return { response_type: 'ephemeral', text: WORDING[language].act.failed };
  }
};
