import { createHash } from 'node:crypto';
import { type AskingPost, askingPosts } from './asking-posts.ts';
import { formLink } from './form-link.ts';
import type { Inquiry } from './inquiry.ts';
import type { Listing } from './merge-readings.ts';
import { orderPosts } from './order-posts.ts';
import type { Kind, TicketFacts } from './ticket.ts';

/** What one listing says, before it is known whether a ticket stands for it already. */
export type Observation = {
  inquiry: Inquiry;
  kind: Kind;
  kindIsSure: boolean;
  /** Corrected clock, epoch ms. */
  beganAt: number;
  /** Oldest first; empty where no post asks. */
  asking: AskingPost[];
  /** The facts that Coupang's item carries. */
  told: ToldFacts;
  /** Hash over all that a poll compares: equal means that there is nothing new. */
  fingerprint: string;
};

export type ToldFacts = Pick<TicketFacts, 'kind' | 'text'> &
  Partial<
    Pick<
      TicketFacts,
      'inquiryAt' | 'product' | 'category' | 'orderId' | 'orderDate' | 'formLink' | 'parentAnswerId'
    >
  >;

/** Reads a listing: who asks, since when, what is told (R10). */
export const observe = ({ inquiry, kind, kindIsSure, beganAt }: Listing): Observation => {
  const asking = askingPosts(inquiry);
  const told = tell(inquiry, kind, asking.at(-1));
  const clockPost = asking[0];
  const compared = [clockPost?.answerId, clockPost?.at, Object.entries(told).sort(byName)];
  const fingerprint = createHash('sha256').update(JSON.stringify(compared)).digest('base64url').slice(0, 22);
  return { inquiry, kind, kindIsSure, beganAt, asking, told, fingerprint };
};

/** An item of the store holds 400 KB; a card shows far less than this. */
const LONGEST_TEXT = 8000;
const LONGEST_NAME = 500;

const cut = (text: string, longest: number): string =>
  text.length <= longest ? text : text.slice(0, longest).replace(/[\ud800-\udbff]$/, '');

/** @param newestAsking whose words are shown and answered; without one the newest agent's post is shown (R10) */
export const tell = (inquiry: Inquiry, kind: Kind, newestAsking: AskingPost | undefined): ToldFacts => {
  const spoken = newestAsking ?? orderPosts(inquiry.posts).findLast((post) => post.by === 'csAgent');
  const said = spoken?.text || inquiry.content;
  const link = formLink(said);
  return {
    kind,
    text: cut(said, LONGEST_TEXT),
    ...(inquiry.inquiryAt !== undefined && { inquiryAt: inquiry.inquiryAt }),
    ...(inquiry.product !== undefined && { product: cut(inquiry.product, LONGEST_NAME) }),
    ...(inquiry.category !== undefined && { category: cut(inquiry.category, LONGEST_NAME) }),
    ...(inquiry.orderId !== undefined && { orderId: inquiry.orderId }),
    ...(inquiry.orderDate !== undefined && { orderDate: inquiry.orderDate }),
    ...(link !== undefined && { formLink: link }),
    ...(newestAsking && { parentAnswerId: newestAsking.answerId }),
  };
};

const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);
