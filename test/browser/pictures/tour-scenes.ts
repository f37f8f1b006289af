import { findFaults } from '../../../lib/domain/act/guard.ts';
import { buildReplyForm } from '../../../lib/slack/acts/build-reply-form.ts';
import { buildCard } from '../../../lib/slack/card/build-card.ts';
import { SCENES, type SceneName } from '../../../local/page/day/plan-day.ts';
import { buildLine } from '../../../lib/slack/card/build-line.ts';
import { HOUR_MS } from '../../../lib/domain/time/durations.ts';
import { QUESTION, type TicketFields } from '../../fixtures/domain/make-ticket.ts';
import { listGallery } from '../gallery/list-gallery.ts';
import {
  type Entry,
  type Language,
  linkTo,
  madeUpAnswer,
  NOW,
  opened,
  teamIn,
} from '../gallery/made-up-team.ts';

/** The scenes of the guided day that a person acts in or sees. */
export type TourScene = Exclude<SceneName, 'prepare' | 'watch-question' | 'saved'>;
const isOfTour = (scene: SceneName): scene is TourScene =>
  !['prepare', 'watch-question', 'saved'].includes(scene);
export const TOUR_SCENES = SCENES.filter(isOfTour);

/** A message with the replies in its thread. */
export type Post = Entry & { thread?: Entry[] };

const HANA: TicketFields = { claimedBy: 'U0CS', claimedAt: NOW };
/** A messenger outside Coupang, which the guard warns of. */
const OUTSIDE = { KR: '급하시면 카카오톡으로 연락 주세요.', TW: '急件請加 LINE 聯絡。' };

/** The messages that each scene of the tour shows. */
export const postsOfScenes = (language: Language): Record<TourScene, Post[]> => {
  const team = teamIn(language);
  const { vendor, ticket } = team;
  const gallery = listGallery(language);
  const from = (chapter: string, occasion: string): Entry => {
    const found = gallery[chapter]?.find((entry) => entry.occasion === occasion);
    if (found === undefined) throw new Error(`The gallery has no ${occasion} in ${chapter}.`);
    return found;
  };
  const card = (changes: TicketFields): Entry => ({
    occasion: 'card',
    message: buildCard(ticket(changes), vendor, { acting: true, isEdit: true, now: NOW }),
  });
  /** Asked just now. */
  const fresh = (inquiryId: string): TicketFields => ({ inquiryId, askedAt: NOW, dueAt: NOW + 24 * HOUR_MS });
  const warning = (): Post => {
    const dueAt = NOW + 3 * HOUR_MS;
    const line = { name: `step/3h/${dueAt}`, at: NOW } as const;
    const changes: TicketFields = {
      dueAt,
      askedAt: dueAt - 24 * HOUR_MS,
      steps: [{ name: '3h', deadline: dueAt, at: NOW, tells: 'team' }],
      history: [line],
    };
    const message = buildLine(ticket(changes), line.name, vendor, { now: NOW, link: linkTo() });
    return { ...card(changes), thread: [{ occasion: 'step', message }] };
  };
  const answer = madeUpAnswer(team).trimEnd();
  const preview = (content: string): Entry =>
    opened(
      'preview',
      buildReplyForm(ticket(HANA), vendor, {
        channel: 'C0CS',
        mark: 'made-up',
        text: content,
        preview: { content, findings: findFaults(content) },
      }),
    );
  return {
    arrival: [card(fresh('1015668177'))],
    morning: [card({ ...fresh('1015664934'), kind: 'confirm' })],
    answer: [from('cards', 'answered in time, by a login')],
    outage: [from('blindness', 'blind, deadlines')],
    'all-clear': [from('blindness', 'all-clear, new')],
    warning: [warning()],
    'last-warning': [from('steps', 'step/1h')],
    breach: [from('lines', 'breach')],
    'last-chance': [from('lists', 'last-shift')],
    claim: [card(HANA)],
    order: [from('orders', 'order, delivered')],
    reply: [preview(answer)],
    guard: [preview(`${answer}\n${OUTSIDE[vendor.market]}`)],
    question: [card({ ...QUESTION, ...fresh('1045700006') })],
    confirm: [
      {
        ...from('cards', 'closed, confirmed'),
        thread: [from('lines', 'act-5, confirmed, and closed by that')],
      },
    ],
    home: [from('home', 'Home, five tickets')],
    'shift-end': [from('reports', 'hand-over')],
    report: [from('reports', 'daily, with questions')],
  };
};
