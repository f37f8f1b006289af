import type { SimulatedInquiry, FakeCoupang } from 'fake-coupang';
import type { Source } from '../../../lib/domain/sources.ts';
import { readTicketId } from '../../../lib/domain/ticket/ticket-id.ts';
import { ORDER_VIEW } from '../../../lib/slack/format/blocks.ts';
import { WORDING } from '../../../lib/slack/wording/wording.ts';
import type { Channels, Interactions, StoredView } from 'fake-slack';
import { anchorOf } from '../render-mrkdwn.ts';
import type { ActScene } from './plan-day.ts';

/** The people who act, and the traces that an act leaves. */
export type Stage = {
  interactions: Pick<Interactions, 'people' | 'modal' | 'homeOpens'>;
  channels: Pick<Channels, 'ids' | 'messages'>;
  /** Whether somebody has claimed an open hand-over of the inquiry. */
  isClaimed: (inquiry: SimulatedInquiry) => Promise<boolean>;
};

/** The inquiries that the acting scenes are about. */
export type Cast = Record<Exclude<ActScene, 'home'>, string>;

/** An act that a scene waits for. */
export type Invitation = {
  /** The id of the element on the page that the scene marks. */
  target: () => string | undefined;
  isDone: () => Promise<boolean>;
  /** A colleague does this in WING if the user does not act. */
  instead?: () => Promise<void>;
};

/**
 * The invitations to act, from now on. They recognise an act by what the store, Slack and Coupang hold afterwards.
 */
export const createInvitations = (
  { interactions, channels, isClaimed }: Stage,
  simulator: Pick<FakeCoupang, 'inquiries' | 'answer' | 'confirm' | 'product'>,
  cast: Cast,
): Record<ActScene, Invitation> => {
  const cardOf =
    (inquiryId: string, source: Source = 'call-center') =>
    (): string | undefined => {
      const card = channels
        .ids()
        .flatMap(channels.messages)
        .find(
          ({ metadata, thread_ts: rootTs }) =>
            rootTs === undefined && isOf(metadata?.event_payload['key'], inquiryId, source),
        );
      return card && anchorOf(card.ts);
    };
  const opensBefore = interactions.homeOpens();
  return {
    claim: {
      target: cardOf(cast.claim),
      isDone: async () => {
        const claimed = simulator.inquiries().find(({ inquiryId }) => inquiryId === cast.claim);
        return claimed !== undefined && (claimed.list === 'ANSWER' || isClaimed(claimed));
      },
    },
    order: {
      target: cardOf(cast.order),
      isDone: async () =>
        openForms(interactions).some(({ sent }) => sent.callback_id === ORDER_VIEW.callbackId),
    },
    reply: {
      target: cardOf(cast.reply),
      isDone: async () => isOver(simulator, cast.reply),
      instead: () => simulator.answer(cast.reply),
    },
    guard: {
      target: cardOf(cast.guard),
      isDone: async () => isOver(simulator, cast.guard) || openForms(interactions).some(warns),
    },
    question: {
      target: cardOf(cast.question, 'product'),
      isDone: async () => isAnswered(simulator, cast.question),
      instead: () => simulator.product.answer(cast.question),
    },
    confirm: {
      target: cardOf(cast.confirm),
      isDone: async () => isOver(simulator, cast.confirm),
      instead: () => simulator.confirm(cast.confirm),
    },
    home: {
      target: () => 'act-home',
      isDone: async () => interactions.homeOpens() > opensBefore,
    },
  };
};

export const isOver = ({ inquiries }: Pick<FakeCoupang, 'inquiries'>, inquiryId: string): boolean =>
  inquiries().some((inquiry) => inquiry.inquiryId === inquiryId && inquiry.list === 'ANSWER');

const isAnswered = ({ product }: Pick<FakeCoupang, 'product'>, inquiryId: string): boolean =>
  product.questions().some((question) => question.inquiryId === inquiryId && question.list === 'ANSWERED');

/** A hand-over and a question can have the same number. */
const isOf = (id: unknown, inquiryId: string, source: Source): boolean => {
  const key = typeof id === 'string' ? readTicketId(id) : undefined;
  return key?.inquiryId === inquiryId && key.source === source;
};

export const openForms = ({ people, modal }: Stage['interactions']): StoredView[] =>
  people.flatMap(({ id }) => modal(id) ?? []);

/** Whether a preview of a reply shows a finding of the guard. */
const warns = ({ sent: { blocks } }: StoredView): boolean => {
  const shown = JSON.stringify(blocks);
  return Object.values(WORDING).some(({ act }) => shown.includes(act.guard.warns));
};
