import type { koNotices } from '../ko/notices.ts';

export const enNotices: typeof koNotices = {
  notice: {
    newList: 'List',
    blind: 'Not reading',
    allClear: 'Reading again',
    paused: 'Was off',
    unusable: 'Unreadable',

    more: (left) => `+${left} more`,
    lookInWing: (place) => `For now, look at ${place} yourself.`,
    lookInWingShort: 'look in WING',
    openWing: 'Open WING',
    fromTo: (from, to) => `From ${from} to ${to}`,
    wasBlindFor: (lasted) => `not read for ${lasted}`,

    newCount: {
      'call-center': (count) => counted(count, 'new hand-over'),
      product: (count) => `🛍️ ${counted(count, 'new product question')}`,
    },
    closedMembers: 'Closed',
    soonestDue: (due) => `earliest due ${due}`,
    newThread: 'The cards follow in this message’s thread',

    blindFor: (lasted) => `for ${lasted}`,
    blindTitle: (lasted) => `Coupang not read ${lasted}`,
    blindEffect: 'new inquiries do not appear',
    since: (since) => `Since: ${since}`,
    wasReadAt: (time) => `It was read again at ${time}, and then stopped again.`,
    cause: (cause) => `Cause: ${cause}`,
    deadlineCount: (count) => `${count} due`,
    deadlinesWhileBlind: (count) =>
      count === 0
        ? 'No deadline in this time or within the next hour'
        : `${counted(count, 'deadline')} in this time and within the next hour`,

    allClearTitle: (time) => `Reading again ${time}`,
    pausedTitle: (lasted) => `This notifier was off for ${lasted}`,
    pausedFor: (lasted) => `off for ${lasted}`,
    newSince: (count) => `${counted(count, 'new inquiry', 'new inquiries')} since`,
    endedUnseen: 'Inquiries that came and ended meanwhile are not known and not counted.',

    unusableCount: (count) => counted(count, 'inquiry', 'inquiries'),
    unusableTitle: (count) => `Unreadable: ${count}`,
    list: {
      NO_ANSWER: 'unanswered list',
      TRANSFER: 'unconfirmed list',
      NOANSWER: 'unanswered product questions',
    },
    noCard: (place) => `Without a readable inquiry number there can be no card. Look at ${place} yourself.`,
  },

  list: {
    dueWithin: (left, count) => `${count} due within ${left}`,
    meaning: {
      reply: 'After its deadline Coupang closes each one, and it does not count as answered within 24 hours.',
      confirm: 'After its deadline it can no longer be confirmed.',
      question: 'Answer before its deadline to be within 24 hours. You can still answer after that.',
    },
    offHours: (count) => `Outside business hours: ${count} · due before the next shift`,
    overdue: (count) => `Past the deadline, still listed by Coupang: ${count}`,
    overdueAdvice: {
      reply: 'Answer in WING at once.',
      confirm: 'After the deadline it may no longer be confirmed. See its state in WING.',
      question: 'They can still be answered. Answer in WING.',
    },
    breaches: (count) => `Missed deadlines: ${count}`,
    breachAdvice: 'Coupang closed them after their deadlines. If an answer is still needed, give it in WING.',
    threads: 'Each card’s thread says so, too',
  },

  shift: {
    lastShift: 'Last chance',
    opening: 'Overnight',
    handOver: 'Hand-over',

    count: (count) => `${count}`,
    lastShiftTitle: (count) => `Last chance this shift: ${count}`,
    nextShiftTooLate: (next) =>
      next === undefined
        ? 'the next shift is too late or has too little time'
        : `the next shift (${next}) is too late or has too little time`,
    card: 'card',

    openingTitle: (count) => `Warnings overnight: ${count}`,
    missed: 'deadline missed',
    warned: (step) => `warned: ${step}`,

    handOverTitle: (end) => `Hand-over · shift ends ${end}`,
    leftOpen: (count) => `${count} left open`,
    dueSoonShort: (count) => `${count} due within the next shift`,
    nothingOpen: 'Nothing is left open.',
    unclaimed: (count) => `*Due later: ${count}*`,
    claimed: (count) => `*Due later, claimed: ${count}*`,
    dueSoon: (count, end) =>
      end === undefined
        ? `*Due within the next shift: ${count}*`
        : `*Due before the next shift ends (${end}): ${count}*`,
  },

  /** Source: coupang-api.md section 4. */
  blindCause: {
    'key-missing': {
      name: 'no API key stored',
      toDo: [
        'Coupang was not asked.',
        'To do: ask the person who runs this notifier to store the API key of this vendor. The next poll uses it.',
      ],
    },
    credentials: {
      name: 'API key refused',
      toDo: [
        'To do: in WING &gt; Seller information &gt; Additional sales information &gt; OPEN API, check whether the key has expired (180 days) or was reissued, and whether the vendor is locked. Store the valid key for this notifier.',
        'Reissuing a key stops the old one at once, also for other programs that use it: ask their users first.',
        'If the key is valid, ask the engineer to check the vendor id and the market in the configuration.',
      ],
    },
    'ip-not-allowed': {
      name: 'IP refused by Coupang',
      toDo: [
        'To do: add the IP in WING &gt; Seller information &gt; Additional sales information &gt; OPEN API &gt; Edit (takes up to 30 minutes)',
        'Do not reissue the key: only add the IP to the key in use (up to 10). If the IP is already there, ask Coupang to unblock it.',
      ],
    },
    throttled: {
      name: 'too many calls',
      toDo: [
        'The notifier tries again automatically after 15 minutes at most.',
        'To do: let other programs that use the same key (such as an ERP) call less. All of a vendor’s programs share 5 calls a second.',
      ],
    },
    contradicted: {
      name: 'lists contradict each other',
      toDo: [
        'Coupang’s lists do not agree. What was read does appear, but inquiries may be missing.',
        'The notifier goes on trying automatically. To do: if it lasts, inform the engineer.',
      ],
      effect: 'some inquiries may not appear',
    },
    'format-changed': {
      name: 'Coupang changed its format',
      toDo: [
        'Coupang changed the format of its data, and new hand-overs may be missing.',
        'To do: inform the engineer now, and ask for an update of this notifier.',
      ],
      effect: 'new hand-overs may be missing',
    },
    'filter-ignored': {
      name: 'answered inquiries in the lists',
      toDo: [
        'Coupang also lists inquiries that are answered. The notifier cannot always see which of them need an answer.',
        'The notifier goes on trying automatically. To do: if it lasts, ask Coupang.',
      ],
      effect: 'some inquiries may not appear',
    },
    'not-polling': {
      name: 'notifier not checking',
      toDo: [
        'The cause is this notifier, not Coupang: do not reissue the key in WING.',
        'To do: ask the engineer to check the notifier now.',
      ],
    },
    'coupang-down': {
      name: 'Coupang unreachable',
      toDo: [
        'The notifier goes on trying automatically.',
        'To do: if WING does not open either, wait. If WING opens, ask the engineer to check.',
      ],
    },
  },

  sideSight: {
    'call-center': undefined,
    product: {
      blind: 'Product questions not read',
      allClear: 'Product questions read again',
      title: (lasted) => `Product questions not read ${lasted}`,
      clearTitle: (time) => `Product questions are read again ${time}`,
      effect: 'new product questions do not appear',
      others: 'Hand-overs of the customer centre are read separately, and are not affected.',
      off: 'Product questions off',
      offEffect: 'Product questions were switched off in the configuration, and are not read any more.',
      cause: {
        credentials: {
          toDo: [
            'Coupang does not let this API key read product questions.',
            'To do: ask the engineer to run the doctor. In WING &gt; Seller information &gt; Additional sales information &gt; OPEN API, the key needs the right to read product inquiries, in the right market.',
            'Do not reissue the key: that can stop the hand-overs, too.',
          ],
        },
        throttled: {
          toDo: [
            'The notifier tries again automatically after an hour at most.',
            'To do: let other programs that use the same key (such as an ERP) call less. All of a vendor’s programs share 5 calls a second.',
          ],
        },
        'format-changed': {
          toDo: [
            'Coupang changed the format of its data, and new product questions may be missing.',
            'To do: inform the engineer now, and ask for an update of this notifier.',
          ],
          effect: 'new product questions may be missing',
        },
        'filter-ignored': {
          toDo: [
            'Coupang also lists product questions that are answered. The notifier cannot always see which of them need an answer.',
            'The notifier goes on trying automatically. To do: if it lasts, ask Coupang.',
          ],
          effect: 'some product questions may not appear',
        },
      },
    },
  },

  alarmMail: {
    alarmMail: 'Alarms',
    title: (missing) => `Alarms do not reach ${counted(missing, 'address', 'addresses')}`,
    effect:
      'The subscription was not confirmed, or was ended. If messages stop reaching Slack, nobody there learns of it.',
    toDo: 'To do: show this to the engineer, who can confirm the subscription.',
  },

  wrongClock: {
    wrongClock: 'Wrong clock',
    offBy: (lasts, isSlow) => `${lasts} ${isSlow ? 'slow' : 'fast'}`,
    title: (lasts, isSlow) =>
      `The computer that runs this notifier has a clock that is ${lasts} ${isSlow ? 'slow' : 'fast'}`,
    effect:
      "The notifier now uses Coupang's time, so deadlines and warnings are right. Just after each restart they may be wrong for a moment.",
    toDo: 'To do: let that computer set its clock automatically.',
  },

  olderUnread: {
    olderUnread: 'Older dates not read',
    title: 'Inquiries of older dates are not being read',
    heading: '*Inquiry dates that are not being read*',
    dates: (from, to) => `${from} to ${to}`,
    lastRead: (time) => `Last read: ${time}`,
    lastReadLongAgo: 'Last read: more than two days ago',
    effect:
      'If an inquiry of these dates is handed over now, it may get no card. Inquiries of the last seven days and the warnings of known cards come as usual.',
    toDo: [
      'To do: once a day, look at the unanswered and unconfirmed inquiries of these dates in WING &gt; Customer centre inquiries.',
      'The notifier goes on trying automatically. If this notice comes again the next day, inform the engineer.',
    ],
  },

  past: {
    push: 'Over 24 hours old',
    past: 'already over 24 hours old',
    oldest: (time) => `Oldest: ${time}`,
    effect:
      'They were past their 24 hours when the notifier first saw them. They get no cards and no warnings.',
    toDo: {
      'call-center': (place) => `To do: their time is over. See what became of them in ${place}.`,
      product: (place) => `To do: they can still be answered. Look at ${place}.`,
    },
  },

  keyExpiry: {
    keyExpiry: 'Key ends',
    title: (days) => {
      if (days < 0) return 'The Coupang API key has ended';
      return days === 0
        ? 'Last day of the Coupang API key'
        : `The Coupang API key ends in ${counted(days, 'day')}`;
    },
    daysLeft: (days) => (days < 0 ? 'ended' : `${counted(days, 'day')} left`),
    lastDay: (date) => `*Last day* ${date}`,
    lastDayShort: (date) => `until ${date}`,
    loses:
      'Once it ends Coupang cannot be read: new inquiries do not appear, and answers and closings do not reach the cards. Other programs with the same key (such as an ERP) stop with it.',
    toDo: [
      '1. Ask first whether another program (such as an ERP) uses this key. Reissuing a key stops the old one *at once*.',
      '2. Agree on a time with them, then have it reissued in WING &gt; Seller information &gt; Additional sales information &gt; OPEN API (from 14 days before its end). Check the registered IPs there, too.',
    ],
    store: '3. The engineer stores the new key with its last day at once. The other programs get it, too.',
  },

  reminderMail: {
    begins: 'Coupang still cannot be read for these vendors. Their new inquiries do not appear in Slack.',
    vendor: (name, since, cause) => `- ${name}: since ${since} · cause: ${cause}`,
    toDo: (place) =>
      `For now, look at WING > Customer centre inquiries yourself. What to do, by the cause: ${place}`,
    ends: 'This mail comes once a day until Coupang is read again.',
  },
};

const counted = (count: number, singular: string, many = `${singular}s`): string =>
  `${count} ${count === 1 ? singular : many}`;
