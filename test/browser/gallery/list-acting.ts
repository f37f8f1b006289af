import { findFaults } from '../../../lib/domain/act/guard.ts';
import { buildRefusal } from '../../../lib/slack/acts/build-refusal.ts';
import { buildReplyForm } from '../../../lib/slack/acts/build-reply-form.ts';
import { buildCard } from '../../../lib/slack/card/build-card.ts';
import { listHomes } from './list-acts.ts';
import { listOrders } from './list-orders.ts';
import { type Entry, madeUpAnswer, NOW, opened, type Team } from './made-up-team.ts';

/**
 * Lists the READMEs' pictures of acting, by column: a card, a refusal, the Home; the order behind an inquiry, a reply's
 * form, and its preview with the guard's warning.
 */
export const listActing = (team: Team): Entry[][] => {
  const { vendor, ticket } = team;
  const sampleTicket = ticket();
  const shown = { channel: 'C0CS', mark: 'made-up' };
  const answer = madeUpAnswer(team);
  const content = `${answer.trimEnd()}\n급하시면 카카오톡으로 연락 주세요.`;
  const preview = { content, findings: findFaults(content) };
  const home = listHomes(team).find(({ occasion }) => occasion === 'Home, five tickets');
  const order = listOrders(team).find(({ occasion }) => occasion === 'order, delivered');
  return [
    [
      { occasion: '', message: buildCard(sampleTicket, vendor, { acting: true, isEdit: true, now: NOW }) },
      {
        occasion: '',
        message: buildRefusal(sampleTicket, { code: 'stale' }, vendor),
        isForOne: true,
      },
      ...(home ? [home] : []),
    ],
    [
      ...(order ? [order] : []),
      opened('', buildReplyForm(sampleTicket, vendor, { ...shown, text: '' })),
      opened('', buildReplyForm(sampleTicket, vendor, { ...shown, text: content, preview })),
    ],
  ];
};
