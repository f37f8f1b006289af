import type { NoticeTexts } from '../notice-texts.ts';

export const enNotices: NoticeTexts = {
  notice: {
    digest: 'Digest',
    blind: 'Not reading',
    blindOver: 'Back to normal',
    allClear: 'Reading again',
    paused: 'Was off',
    unusable: 'Unreadable',

    more: (left) => `+${left} more`,
    lookInWing: 'For now, look at WING &gt; Customer centre inquiries yourself.',
    lookInWingShort: 'look in WING',
    openWing: 'Open WING',
    fromTo: (from, to) => `From ${from} to ${to}`,
    wasBlindFor: (lasted) => `blind for ${lasted}`,

    digestCount: (count) => counted(count, 'new hand-over'),
    closedMembers: 'Closed',
    soonestDue: (due) => `earliest due ${due}`,
    digestThread: 'The cards follow in this message’s thread',
    digestPast: (count) =>
      `${counted(count, 'confirmation')} already past at first sight: stored only, not posted.`,

    blindFor: (lasted) => `for ${lasted}`,
    blindTitle: (lasted) => `Coupang not read ${lasted}`,
    blindEffect: 'new inquiries do not appear',
    since: (since) => `Since: ${since}`,
    cause: (cause) => `Cause: ${cause}`,
    deadlineCount: (count) => `${count} due`,
    deadlinesWhileBlind: (count) =>
      count === 0
        ? 'No deadline in this time or within the next hour'
        : `${counted(count, 'deadline')} in this time and within the next hour`,

    allClearTitle: (time) => `Reading again ${time}`,
    pausedTitle: (lasted) => `This notifier was off for ${lasted}`,
    pausedFor: (lasted) => `off for ${lasted}`,
    meanwhile: (said) => `meanwhile ${said}`,
    askedMeanwhile: (count, atLeast) =>
      `${atLeast ? 'at least ' : ''}${counted(count, 'new inquiry', 'new inquiries')}`,
    missedMeanwhile: (count, atLeast) => `${atLeast ? 'at least ' : ''}${counted(count, 'deadline')} missed`,
    meanwhileShort: (asked, missed, atLeast) => `${atLeast ? 'at least ' : ''}${asked} new, ${missed} missed`,
    stillCounting:
      'Past inquiries are still being counted, so there may be more. This message is edited when that is done.',
    endedWithoutCard: 'Inquiries that came and ended meanwhile were recorded without a card.',

    unusableCount: (count) => counted(count, 'inquiry', 'inquiries'),
    unusableTitle: (count) => `Unreadable: ${count}`,
    list: { NO_ANSWER: 'unanswered list', TRANSFER: 'unconfirmed list', ANSWER: 'answered list' },
    noCard:
      'Without a readable inquiry number there can be no card. Look at WING &gt; Customer centre inquiries yourself.',
    problem: (problem) => `Problem: ${problem}`,
  },

  bundle: {
    dueWithin: (left, count) => `${count} due within ${left}`,
    meaning: {
      reply: 'After its deadline Coupang closes each one, and it does not count as answered within 24 hours.',
      confirm: 'After its deadline it can no longer be confirmed.',
    },
    offHours: (count) => `Outside business hours: ${count} · due before the next shift`,
    overdue: (count) => `Past the deadline, still listed by Coupang: ${count}`,
    overdueAdvice: {
      reply: 'Answer in WING at once.',
      confirm: 'After the deadline it may no longer be confirmed. See its state in WING.',
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
    credentials: {
      name: 'API key not accepted',
      toDo: [
        'To do: in WING &gt; Seller information &gt; Additional sales information &gt; OPEN API, see whether the key has expired (180 days) or was reissued, and store the valid key for this notifier.',
        'Reissuing a key stops the old one at once, also for other programs that use it: ask them first.',
      ],
    },
    'key-missing': {
      name: 'no API key stored',
      toDo: [
        'Coupang was not asked.',
        'To do: have whoever runs this notifier store the key of this vendor with `npm run secrets`. The next poll uses it.',
      ],
    },
    'key-unreadable': {
      name: 'API key unreadable',
      toDo: [
        'Coupang was not asked, so nothing says that the key itself is wrong: do not reissue it in WING.',
        'To do: have whoever runs this notifier see with `npm run doctor` why it cannot read its key.',
      ],
    },
    clock: {
      name: 'wrong clock',
      toDo: ['To do: let the machine that runs this notifier set its clock automatically.'],
    },
    'ip-not-allowed': {
      name: 'unregistered IP',
      toDo: [
        'To do: add the IP in WING &gt; Seller information &gt; Additional sales information &gt; OPEN API &gt; Edit (takes up to 30 minutes)',
        'Do not reissue the key: only add the IP to the key in use (up to 10).',
      ],
    },
    'blocked-at-edge': {
      name: 'IP blocked by Coupang',
      toDo: [
        'All calls from this IP rest for 10 minutes and are then tried again automatically.',
        'To do: if it comes back, ask Coupang to unblock the IP.',
      ],
    },
    'wrong-market': {
      name: 'key of another market',
      toDo: ['To do: check that the configured market is the one that issued the key (KR Korea, TW Taiwan).'],
    },
    'wrong-path': {
      name: 'list not found',
      toDo: [
        'To do: check that the configured vendor id is the one that the key was issued for.',
        'If it is, Coupang’s API may have changed: tell the engineer, with the log.',
      ],
    },
    throttled: {
      name: 'too many calls',
      toDo: [
        'It is tried again automatically after 10 minutes or more.',
        'To do: let other programs that use the same key (such as an ERP) call less. All of a vendor’s programs share 5 calls a second.',
      ],
    },
    'vendor-inactive': {
      name: 'vendor not active',
      toDo: [
        'To do: look at the vendor’s state in WING (withdrawn, not activated, locked); if it is wrong, ask Coupang.',
      ],
    },
    'bad-request': {
      name: 'request refused',
      toDo: [
        'To do: check the configured vendor id.',
        'If it is right, this is a defect of the notifier: tell the engineer, with the log.',
      ],
    },
    'coupang-down': {
      name: 'Coupang unreachable',
      toDo: [
        'It goes on trying automatically.',
        'To do: if WING does not open either, wait. If WING opens, check the way out to the internet and the log, and give Coupang its transactionId.',
      ],
    },
    protocol: {
      name: 'unusable answer',
      toDo: [
        'It goes on trying automatically.',
        'To do: if it lasts, see whether Coupang’s API has changed or something between (such as a proxy) changes its answers.',
      ],
    },
    incomplete: {
      name: 'list not read to its end',
      toDo: [
        'What was read does appear. The next poll reads it again.',
        'To do: if it lasts, see in the log how long a poll takes, and raise pollTimeoutSeconds in the configuration.',
      ],
      effect: 'some inquiries may not appear',
    },
    'not-polling': {
      name: 'poll not running',
      toDo: [
        'To do: the engineer checks that the schedule of poll is on, and looks for errors in the log and the alarms.',
      ],
    },
  },

  alarmMail: {
    alarmMail: 'Alarm mail',
    title: (missing) => `Alarms do not reach ${counted(missing, 'mail address', 'mail addresses')}`,
    effect:
      'The subscription was not confirmed, or was ended. If messages stop reaching Slack, no mail says so.',
    toDo: (command) => `To do: the engineer runs \`${command}\` and does what it says.`,
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
    store: (command) =>
      `3. The engineer stores the new key with its last day at once: \`${command}\` · and the other programs get it, too.`,
  },
};

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
