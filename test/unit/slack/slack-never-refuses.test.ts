import { withFields, withoutFields } from '../../fixtures/domain/make-ticket.ts';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { fc } from '../../fixtures/fast-check.ts';
import type { Deliverable } from '../../../lib/domain/delivery/deliverable.ts';
import type { LineName, Ticket } from '../../../lib/domain/ticket/ticket.ts';
import { createMessenger } from '../../../lib/slack/create-messenger.ts';
import { makeNotice } from '../../fixtures/domain/make-notice.ts';
import { NOW } from '../../fixtures/domain/made-up.ts';
import { arbitraryNoticeFacts } from './arbitrary-notice.ts';
import { arbitraryLabel, arbitraryTicket } from './arbitrary-ticket.ts';
import { atOnce } from './at-once.ts';
import { slackAt } from './slack-at.ts';
import { madeUpVendor } from './made-up-ticket.ts';
import { CHANNEL, type TestSlack, startTestSlack, TOKEN } from '../../fixtures/slack/start-test-slack.ts';

jest.setTimeout(60_000);

let started: TestSlack;
beforeEach(async () => {
  started = await startTestSlack();
});
afterEach(() => started.stop());

/** Ids as long as an item's key allows, like Coupang's, with hostile letters. */
const ticket = arbitraryTicket.map((made): Ticket =>
  withFields(made, { inquiryId: made.key.inquiryId.slice(0, 60).toWellFormed() }),
);
const language = fc.constantFrom('ko', 'en', 'zh-TW');
const lineName = fc.constantFrom<LineName>('changed-2', 'closed-3', 'reopened-4', 'breach');
const mentions = { mentionOnNew: ['S0CONFIGURED', 'U0CONFIGURED'] };

const channelFor = (changes: Parameters<typeof madeUpVendor>[0]) =>
  atOnce(
    createMessenger(slackAt(started.slack().apiUrl, { token: async () => TOKEN }), {
      vendorOf: () => madeUpVendor({ ...mentions, ...changes }),
      now: () => NOW,
    }),
  );

/** Posts and edits with blocks and as plain text. A refusal throws. */
const show = async (channel: ReturnType<typeof channelFor>, deliverable: Deliverable, members: Ticket[]) => {
  const place = await channel.post(deliverable, { members });
  for (const plain of [false, true]) {
    await channel.edit(withFields(deliverable, { ...place }), { members, plain });
    await channel.post(withFields(deliverable, { replaced: place }), { members, plain });
  }
  return place;
};

test('C6: Slack refuses no card, no line and no notice of ours, whatever Coupang and the sellers write', async () => {
  const notice = arbitraryNoticeFacts.map((facts) => makeNotice('list/made-up', facts));
  const members = fc.array(ticket, { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(ticket, notice, members),
      arbitraryLabel,
      language,
      lineName,
      async ([made, listing, listed], label, spoken, name) => {
        const channel = channelFor({ label, language: spoken });
        const ownCard = withoutFields(made, 'threadTs');
        const place = await show(channel, ownCard, []);
        const shown = withFields(ownCard, { ...place });
        for (const plain of [false, true]) await channel.postLine(shown, { name, at: NOW }, { plain });
        await channel.postLine(withFields(shown, { threadTs: place.ts }), { name, at: NOW });
        await show(channel, listing, listed);
      },
    ),
    { numRuns: 60 },
  );
  expect(started.slack().channels.messages(CHANNEL).length).toBeGreaterThan(450);
});
