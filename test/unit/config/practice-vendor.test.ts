import { describe, expect, test } from '@jest/globals';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import { practiceRef, practiceVendor } from '../../../lib/config/practice-vendor.ts';
import { practiceWords } from '../../../lib/config/practice-words.ts';
import written from '../../../notifier.config.ts';

const mentions = ['U0AAA', 'S0BBB'];
const [first] = written.vendors;
const config = parseConfig(
  {
    ...written,
    vendors: [
      {
        ...first,
        language: 'en',
        live: true,
        mentions: { '1h': mentions, overdue: mentions },
        mentionOnNew: mentions,
        offHours: { mention: mentions },
        stepChannels: { '1h': 'C0LEAD' },
      },
    ],
  },
  'made-up.config.ts',
);

describe('a practice vendor', () => {
  test('has the one channel that was named, and mentions nobody whom the configuration mentions (O8)', () => {
    const ref = practiceRef('C0TRY', config);
    expect(ref).toEqual({ market: 'KR', vendorId: 'practice-C0TRY' });
    const vendor = practiceVendor(ref, config);
    expect(vendor).toMatchObject({
      channel: 'C0TRY',
      fallbackChannel: 'C0TRY',
      live: false,
      label: 'Practice',
    });
    expect(JSON.stringify(vendor)).not.toMatch(/U0AAA|S0BBB|C0LEAD|C0CS|C0OPS/);
  });

  test('can be no vendor of the configuration, and none of them is one', () => {
    const { vendorId } = practiceRef('C0TRY', config);
    const asConfigured = { ...written, vendors: [{ ...first, id: vendorId }] };
    expect(() => parseConfig(asConfigured, 'made-up.config.ts')).toThrow('vendor id');
    expect(practiceVendor({ market: 'KR', vendorId: 'A00012345' }, config)).toBeUndefined();
  });

  test('is marked in the words of the first vendor’s language', () => {
    expect(practiceWords(config).product).toContain('Practice');
    expect(practiceWords(parseConfig(written, 'made-up.config.ts')).product).toContain('연습');
  });
});
