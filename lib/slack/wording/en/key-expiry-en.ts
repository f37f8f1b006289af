import type { KeyExpiryTexts } from '../key-expiry-texts.ts';

export const keyExpiryEn: KeyExpiryTexts = {
  keyExpiry: 'Key ends',
  title: (days) => {
    if (days < 0) return 'The Coupang API key has ended';
    return days === 0 ? 'Last day of the Coupang API key' : `The Coupang API key ends in ${counted(days)}`;
  },
  daysLeft: (days) => (days < 0 ? 'ended' : `${counted(days)} left`),
  lastDay: (date) => `*Last day* ${date}`,
  lastDayShort: (date) => `until ${date}`,
  loses:
    'Once it ends Coupang cannot be read: new inquiries do not appear, and answers and closings do not reach the cards. Other programs with the same key (such as an ERP) stop with it.',
  toDo: [
    '1. Ask first whether another program (such as an ERP) uses this key. Issuing a key anew stops the old one *at once*.',
    '2. Agree on a time with them, then have it issued anew in WING &gt; Seller information &gt; Additional sales information &gt; OPEN API (from 14 days before its end). Check the registered IPs there, too.',
  ],
  store: (command) =>
    `3. The engineer stores the new key with its last day at once: \`${command}\` · and the other programs get it, too.`,
};

const counted = (days: number): string => `${days} ${days === 1 ? 'day' : 'days'}`;
