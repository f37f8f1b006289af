import { describe, expect, test } from '@jest/globals';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import { testVendorRef, testVendor, testTicketWords } from '../../../lib/config/test-vendor.ts';
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

describe('a test vendor', () => {
  test('has only the given channel, and mentions nobody from the configuration (O8)', () => {
    const ref = testVendorRef('C0TRY', config);
    expect(ref).toEqual({ market: 'KR', vendorId: 'test-ticket-C0TRY' });
    const vendor = testVendor(ref, config);
    expect(vendor).toMatchObject({
      channel: 'C0TRY',
      fallbackChannel: 'C0TRY',
      live: false,
      label: 'Test',
    });
    expect(JSON.stringify(vendor)).not.toMatch(/U0AAA|S0BBB|C0LEAD|C0CS|C0OPS/);
  });

  test('never equals a configured vendor', () => {
    const { vendorId } = testVendorRef('C0TRY', config);
    const asConfigured = { ...written, vendors: [{ ...first, id: vendorId }] };
    expect(() => parseConfig(asConfigured, 'made-up.config.ts')).toThrow('vendor id');
    expect(testVendor({ market: 'KR', vendorId: 'A00012345' }, config)).toBeUndefined();
  });

  test('is marked in the language of the first vendor', () => {
    expect(testTicketWords(config).product).toContain('Test');
    expect(testTicketWords(parseConfig(written, 'made-up.config.ts')).product).toContain('연습');
    const taiwan = parseConfig(
      { ...written, vendors: [{ ...first, language: 'zh-TW' }] },
      'made-up.config.ts',
    );
    expect(testTicketWords(taiwan).product).toContain('測試');
  });
});
