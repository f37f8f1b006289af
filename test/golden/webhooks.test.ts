import { expect, test } from '@jest/globals';
import { namesOf } from '../../lib/domain/sources.ts';
import { pushLine } from '../../lib/slack/push-line.ts';
import { FORMATS } from '../../lib/webhooks/formats.ts';
import { LANGUAGES } from '../../local/page/texts.ts';
import { makeTicket } from '../fixtures/domain/make-ticket.ts';
import { NOW } from '../fixtures/domain/made-up.ts';
import { madeUpVendorConfig } from '../fixtures/made-up-config.ts';
import { expectGolden } from './golden-file.ts';
import { MADE_UP_EVENTS } from './made-up-events.ts';

/** A link to WING. Made up. */
const LINK = 'https://wing.coupang.com/tenants/cs/csinquiry';
const WEBHOOK = { name: 'made-up', events: [] };

test.each(LANGUAGES)('%s: what webhooks get as text and as teams for each event (O20)', async (language) => {
  const vendor = madeUpVendorConfig({ language });
  const parts = namesOf(MADE_UP_EVENTS).map((type) => {
    const event = MADE_UP_EVENTS[type];
    const deliverable = 'ticket' in event ? event.ticket : event.notice;
    const content = { event: {}, text: pushLine(deliverable, type, vendor, NOW), link: LINK };
    const bodies = [
      FORMATS.text(content, { ...WEBHOOK, as: 'text', key: 'body' }),
      FORMATS.teams(content, { ...WEBHOOK, as: 'teams' }),
    ];
    return [`# ${type}`, ...bodies.map((body) => JSON.stringify(body, null, 2))].join('\n');
  });
  await expectGolden(`${language}/webhooks.txt`, `${parts.join('\n\n')}\n`);
});

test('a text calls nobody, whatever a product is called', () => {
  const ticket = makeTicket({ product: 'A&B <users/all> @all <!channel>' });
  const text = pushLine(ticket, 'TicketOpened', madeUpVendorConfig(), NOW);
  expect(text).toContain('A&B');
  const content = { event: {}, text, link: LINK };
  expect(JSON.stringify(FORMATS.text(content, { ...WEBHOOK, as: 'text' }))).not.toMatch(/[<>@]/);
});
