import { expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { namesOf } from '../../lib/domain/sources.ts';
import { toEntry } from '../../lib/eventbridge/event-contract.ts';
import { PUBLIC_EVENTS } from '../../lib/eventbridge/public-events.ts';
import { PUBLICATION } from '../unit/eventbridge/made-up-event.ts';
import { expectGolden } from './golden-file.ts';
import { MADE_UP_EVENTS } from './made-up-events.ts';

test.each(namesOf(MADE_UP_EVENTS))(
  'docs/events/%s.json is made from the schema, with an example',
  async (type) => {
    const { DetailType, Detail } = toEntry(MADE_UP_EVENTS[type], PUBLICATION);
    expect(DetailType).toBe(type);
    expect(Detail).not.toContain('010');
    const schema = z.toJSONSchema(PUBLIC_EVENTS[type], {
      // Readers ignore fields that they do not know.
      override: ({ jsonSchema }) => {
        delete jsonSchema.additionalProperties;
        if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
      },
    });
    const text = JSON.stringify({ ...schema, title: type, examples: [JSON.parse(Detail)] }, null, 2);
    await expectGolden(`../../docs/events/${type}.json`, `${text}\n`);
  },
);
