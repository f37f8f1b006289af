import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import * as z from 'zod/mini';
import { defined } from '../../lib/domain/defined.ts';
import { describeIssue } from '../../lib/config/describe-issue.ts';
import { enFaults } from '../../lib/config/wording/en.ts';
import { createActRoutes } from './acts/act-routes.ts';
import { addLifeRoutes } from './board/life-routes.ts';
import { command, type DayStep, RefusedCommand } from './command.ts';
import type { GuidedDay } from './day/guided-day.ts';
import { createPageState, type PageOptions } from './page-state.ts';
import { readPageFiles } from './page-files.ts';
import {
  namesLanguage,
  pageAddress,
  readIsPanelOpen,
  readLanguage,
  readTheme,
  rememberChoice,
  restOfQuery,
} from './preferences.ts';
import { renderPage } from './render-page.ts';
import { type Language, PAGE_TEXTS, sayDone } from './texts.ts';
import type { View } from './view.ts';

export type Page = {
  fetch: (request: Request) => Response | Promise<Response>;
  stop: () => void;
};

/** A form in Slack holds some thousand characters. */
const MOST_BODY_BYTES = 200_000;

export const createPage = async (options: PageOptions): Promise<Page> => {
  const state = createPageState(options);
  const languageOf = (c: Context): Language => readLanguage(c, cardsLanguage(options));
  const viewFor = (c: Context): View => state.view(languageOf(c));
  const app = new Hono();
  app.use(headers);
  app.use(loopbackOnly);
  app.post('*', samePageOnly, smallOnly);
  app.get('/', async (c) => {
    const language = languageOf(c);
    if (choosesCards(c, options.cards)) options.cards?.choose(language);
    if (rememberChoice(c)) return c.redirect(pageAddress(restOfQuery(c)), 303);
    const { parts, revision } = await state.renderParts(language);
    return c.html(
      renderPage(parts, state.view(language), {
        ...defined({ dayMinutes: options.day?.minutes }),
        isPanelOpen: readIsPanelOpen(c),
        choosesCards: options.cards !== undefined,
        theme: readTheme(c),
        query: restOfQuery(c),
        revision,
        now: options.now(),
      }),
    );
  });
  app.get('/events', state.live.open);
  app.get('/update', async (c) => {
    const { revision = '', hashes = '' } = c.req.query();
    return c.json(await state.update(languageOf(c), { revision, hashes: hashes.split(' ') }));
  });
  if (options.readLife) addLifeRoutes(app, options.readLife, viewFor);
  app.post('/controls', (c) => runCommand(c, options, languageOf(c)).finally(state.controlsChanged));
  if (options.interactions !== undefined) {
    app.route(
      '/',
      createActRoutes({
        interactions: options.interactions,
        viewFor,
        day: () => options.day?.state(),
      }),
    );
  }
  for (const { path, type, content } of await readPageFiles()) {
    app.get(path, (c) => c.body(content, 200, { 'Content-Type': type }));
  }
  app.onError((error, c) => {
    options.onError(error);
    return c.text(PAGE_TEXTS[languageOf(c)].pageFailed, 500);
  });
  return { fetch: app.fetch, stop: state.stop };
};

/** A configuration of the team's own chooses the language, too. */
const cardsLanguage = ({ cards, vendors: [first] }: PageOptions): Language | undefined =>
  cards === undefined ? first?.language : cards.chosen();

/** The first page chooses the language of the cards, then its switch does. */
const choosesCards = (c: Context, cards: PageOptions['cards']): boolean =>
  c.req.query('lang') !== undefined || (cards?.chosen() === undefined && namesLanguage(c));

const smallOnly = bodyLimit({
  maxSize: MOST_BODY_BYTES,
  onError: (c) => c.json({ error: 'No command and no act is that long.' }, 413),
});

const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
  referrerPolicy: 'no-referrer',
  // The page is plain HTTP on the loopback address.
  strictTransportSecurity: false,
});

/**
 * Answers with `done` or `error`, both as text for a person. After a leap, `at` is the instant for `{when}` in the
 * text. `ask`: the words of a question to ask before the command is sent again.
 */
const runCommand = async (
  c: Context,
  { controls, day }: Pick<PageOptions, 'controls' | 'day'>,
  language: Language,
): Promise<Response> => {
  const texts = PAGE_TEXTS[language];
  const body = await c.req.json<unknown>().catch(() => undefined);
  const parsed = z.safeParse(command, body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return c.json(
      {
        error: `No such command. ${issue && describeIssue(issue, body, command, { ...enFaults, whole: 'the body' })}`,
      },
      400,
    );
  }
  try {
    const { data } = parsed;
    if (data.do === 'day' && data.step === 'play' && data.isSure !== true) {
      const count = (await day?.countOwn()) ?? 0;
      const { text, ...words } = texts.day.ask;
      if (count > 0) return c.json({ ask: { ...words, text: text(count) } });
    }
    if (data.do === 'day') {
      stepDay(day, data.step);
      return c.json({ done: '' });
    }
    const done = await controls.run(data);
    return c.json({ done: sayDone(done, language), ...(done.did === 'leap' && { at: done.at }) });
  } catch (error) {
    if (!(error instanceof RefusedCommand)) throw error;
    return c.json({ error: texts.refused[error.code] }, 409);
  }
};

const stepDay = (day: GuidedDay | undefined, step: DayStep): void => {
  if (day === undefined) throw new RefusedCommand('not-here');
  if (step === 'stop') void day.stop();
  else day[step]();
};

const LOOPBACK_NAMES = ['localhost', '127.0.0.1'];

/**
 * Accepts only the machine's own names, so that a foreign domain which resolves to this machine cannot read the
 * messages.
 */
const loopbackOnly: MiddlewareHandler = async (c, next) => {
  if (!LOOPBACK_NAMES.includes(new URL(c.req.url).hostname)) return c.text('Forbidden', 403);
  if (isFetchedElsewhere(c)) return refuse(c);
  c.header('Cache-Control', 'no-store');
  return next();
};

/** Another site may link to the page. If it could fetch, post or frame it, it could read or change data. */
const isFetchedElsewhere = (c: Context): boolean => {
  const site = c.req.header('sec-fetch-site');
  if (site === undefined || site === 'none' || site === 'same-origin') return false;
  return c.req.method !== 'GET' || c.req.header('sec-fetch-dest') !== 'document';
};

/** Any other page that is open in the browser could send a request here, too. */
const samePageOnly: MiddlewareHandler = async (c, next) =>
  c.req.header('origin') === new URL(c.req.url).origin ? next() : refuse(c);

const refuse = (c: Context): Response =>
  c.json({ error: 'Only the page itself may do this: send its own Origin.' }, 403);
