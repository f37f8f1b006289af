import { html } from 'hono/html';
import type { Message } from '../../slack/message.ts';
import type { Markup } from '../render-mrkdwn.ts';
import type { View } from '../view.ts';

export const renderReactions = ({ reactions = [], thread_ts: rootTs }: Message, view: View): Markup => {
  if (view.people.length === 0) return html``;
  const { texts, people } = view;
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? id;
  const given = reactions.map(({ name, users }) => ({
    name,
    users: users.map(nameOf).join(', '),
    count: users.length,
  }));
  const offered =
    rootTs === undefined ? REACTIONS.filter((reaction) => !given.some(({ name }) => name === reaction)) : [];
  return html`<p class="reactions">${given.map(
    ({ name, users, count }) =>
      html`<button type="button" class="reaction is-given" data-react="${name}" aria-label="${texts.acts.reacted(emojiOf(name), users)}">${emojiOf(name)} ${count}</button> `,
  )}${offered.map(
    (name) =>
      html`<button type="button" class="reaction" data-react="${name}" aria-label="${texts.acts.react[name]}">${EMOJI[name]}</button> `,
  )}</p>
`;
};

/** The reactions that the page offers, by their names in Slack. */
const EMOJI = { eyes: '👀', white_check_mark: '✅' } as const;
const REACTIONS = ['eyes', 'white_check_mark'] as const;

const emojiOf = (name: string): string =>
  name === 'eyes' || name === 'white_check_mark' ? EMOJI[name] : `:${name}:`;
