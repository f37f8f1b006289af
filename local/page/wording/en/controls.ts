export const enControls = {
  controlsIntro: 'Make things happen at Coupang and in Slack.',
  needsScript: 'Turn on JavaScript in your browser to use these.',
  target: 'Which inquiry',
  newest: 'The newest inquiry',
  targetQuestion: 'Which question',
  groups: {
    arrive: 'Arriving',
    end: 'Ending',
    questions: 'Product questions',
    coupang: 'Coupang fails',
    product: 'Product questions fail',
    slack: 'Slack fails',
    clock: 'Let time pass',
  },
  actions: {
    'hand-over-reply': 'New: reply',
    'hand-over-confirm': 'New: confirm',
    'hand-over-ladder': 'New: 3 h 10 min left',
    'hand-over-late': 'New: due soon',
    burst: 'Burst of 12',
    'hand-over-again': 'Hand over again',
    answer: 'Answer in WING',
    confirm: 'Confirm in WING',
    withdraw: 'Withdraw',
    decide: 'Coupang decides',
    'auto-close': 'Let it run out',
    ask: 'New question',
    'answer-question': 'Answer in WING',
    'delete-question': 'Customer deletes it',
    'ask-again': 'Customer asks again',
    'expire-question': 'Let 24 hours pass',
  },
  coupang: {
    blocked: 'IP blocked',
    throttled: 'Too many calls',
    unavailable: 'Down',
    'wrong-key': 'Wrong key',
    'ip-not-allowed': 'IP not registered',
    'incomplete-page': 'Partial pages',
    'lost-answer': 'Lost answers to acts',
    slow: 'Slow answers to acts',
  },
  product: { forbidden: 'Cannot be read (403)' },
  slack: { down: 'Down', 'rate-limited': 'Wait (429)', 'lost-answer': 'Answer lost' },
  normal: 'Back to normal',
  leaps: { 'next-event': 'To the next event', hour: 'One hour', morning: 'Tomorrow morning' },
  done: {
    'hand-over-reply': 'New inquiry {id} to answer ({shop}). Its card comes with the next poll.',
    'hand-over-confirm': 'New inquiry {id} to confirm ({shop}). Its card comes with the next poll.',
    'hand-over-ladder':
      'New inquiry {id} to answer ({shop}), due in 3 h 10 min. Press "To the next event" a few times: the warnings 3 h and 1 h before come, then Coupang closes it.',
    'hand-over-late':
      'New inquiry {id} to answer ({shop}), due in 50 minutes. Its card comes with the next poll.',
    burst: '12 new inquiries ({shop}). They come as one list with the next poll.',
    'hand-over-again':
      'Inquiry {id} was handed over again: a second card comes, and the two link to each other.',
    answer: 'Inquiry {id} was answered in WING.',
    confirm: 'Inquiry {id} was confirmed in WING.',
    withdraw: 'The agent has withdrawn the hand-over of inquiry {id}.',
    decide: 'Coupang has decided inquiry {id} by itself.',
    'auto-close':
      'Inquiry {id} was asked almost a day earlier now. Its deadline passes in a moment, and Coupang closes it.',
    ask: 'New product question {id} ({shop}). Its card comes with the next poll.',
    'answer-question': 'Product question {id}: answered in WING.',
    'delete-question':
      'Product question {id}: the customer deleted it. Coupang does not report that, so it closes after two look-ups that are 20 minutes apart.',
    'ask-again':
      'Product question {id}: the customer asked again. If it is still listed as unanswered an hour after the answer, a new card comes.',
    'expire-question':
      'Product question {id}: moved back by almost a day. Its 24 hours are soon over, and it can still be answered then.',
    coupang: {
      normal: 'Coupang is back to normal. The next poll reads it again.',
      blocked: 'Coupang blocks this IP. The notifier leaves Coupang alone for 10 minutes.',
      throttled: 'Coupang asks for fewer calls. The notifier rests for 10 minutes or more.',
      unavailable: 'Coupang cannot be reached (503).',
      'wrong-key': 'Coupang refuses the key (401).',
      'ip-not-allowed': 'Coupang says that it does not know this IP (403).',
      'incomplete-page': 'Coupang leaves out some pages of its lists.',
      'lost-answer': 'Coupang takes replies and confirmations, and its answer is lost.',
      slow: 'Coupang answers replies and confirmations late.',
    },
    product: {
      normal: 'Product questions can be read again.',
      forbidden: 'Coupang refuses to list product questions (403). Hand-overs are still read.',
    },
    slack: {
      normal: 'Slack is back to normal.',
      down: 'Slack cannot be reached (503). Cards come when it is back.',
      'rate-limited': 'Slack asks to wait a moment (429).',
      'lost-answer': 'Slack posts a message and loses its answer. See that no card comes twice.',
    },
    leap: {
      none: 'Now it is {when}. All that was due by then has happened.',
      step: 'Now it is {when}: {warning}, {of}.',
      deadline: 'Now it is {when}: deadline of {of}.',
      'shift-end': 'Now it is {when}: end of the shift.',
      report: 'Now it is {when}: daily report.',
    },
  },
  refused: {
    'none-fits': 'There is no inquiry to do that to. Make a new one first.',
    'does-not-fit': 'That cannot be done to this inquiry. Choose another.',
    'no-such-inquiry': 'There is no such inquiry.',
    'not-here': 'That cannot be done here: no simulator is running.',
  },

  day: {
    play: (minutes: number) => `▶ A day in ${minutes} minutes`,
    next: 'Next',
    stop: 'Stop',
    act: {
      toTarget: 'Show me',
      waits: (seconds: number) => `Without a press it goes on after ${seconds} s.`,
      done: '✅ Done.',
      passed: 'Nobody pressed, so it goes on.',
      inWing: 'Nobody pressed, so a colleague did it in WING.',
    },
    ask: {
      title: 'Start the guided day?',
      text: (count: number) =>
        count === 1
          ? 'An inquiry that you claimed or made is still open. It will be closed as if it were done.'
          : `${count} inquiries that you claimed or made are still open. They will be closed as if they were done.`,
      confirm: 'Close and start',
      deny: 'Cancel',
    },
    titles: {
      prepare: 'Getting ready',
      arrival: 'A hand-over arrives',
      morning: 'The next morning, three more',
      answer: 'Answered and confirmed in WING',
      outage: 'Coupang cannot be read',
      'all-clear': 'Coupang is read again',
      warning: 'A deadline comes near',
      'last-warning': 'The last warning',
      breach: 'A deadline is missed',
      'last-chance': 'The last chance before the shift ends',
      claim: 'Your turn, 1: claim',
      order: 'Your turn, 2: look at the order',
      reply: 'Your turn, 3: reply with facts of the order',
      guard: 'Your turn, 4: the check before sending',
      question: 'Your turn, 5: answer a product question in public',
      confirm: 'Your turn, 6: confirm',
      home: 'Your turn, 7: the Home',
      'watch-question': 'A product question comes',
      saved: 'Answered before going home',
      'shift-end': 'The shift ends',
      report: 'The next morning: the daily report',
    },
    reasons: {
      prepare:
        'Everything that was open is answered first. From now on the clock goes forward with each scene.',
      arrival:
        "Coupang's agent hands an inquiry over. Without an answer Coupang closes it after 24 hours, and the seller's score falls. So one card appears, with the deadline.",
      morning:
        '“Unanswered” needs an answer, “Unconfirmed” only a confirmation. ⚪ means that no warning has come yet. The board is sorted by urgency, so that the team sees what comes first.',
      answer:
        'With the next poll the cards turn to ✅ where they stand. No new post comes, and the channel stays calm.',
      outage:
        'No alert does not mean no inquiry. After a few minutes the channel gets a notice: the cause, what to do, and the deadlines in that time.',
      'all-clear':
        'What came or was answered meanwhile is read, too. The channel says so, and nothing is missed.',
      warning:
        "Yesterday's hand-over has no answer yet. Its card changes its colour, and its thread says how much time is left.",
      'last-warning':
        'This one goes to the channel, too, and mentions the people of your configuration. A button of the card opens WING.',
      breach:
        'Nobody answered, so Coupang closed it after 24 hours. The channel gets one message about it, and the report counts it.',
      'last-chance':
        'What came this morning leaves too little time tomorrow. So the team gets a message an hour before it goes home.',
      claim:
        'Press [{claim}] on the marked card. It then shows your name, so that two people never answer the same inquiry.',
      order:
        'Press [{order}] on the marked card. It shows the delivery, the invoice number and other inquiries about the order or product, without WING. Close it when you have read it.',
      reply:
        'Press [{reply}] on the marked card, and choose the template “{withFacts}”. The form reads status and invoice number from Coupang and fills them in. Then press [{preview}] and [{send}].',
      guard:
        'Press [{reply}] again, choose “{withPlace}”, and press [{preview}]. It warns of a place that nobody filled in. Fill it in and send the reply, or close the form.',
      question:
        '🛍️ marks a question from a product page. On the board it comes after the hand-overs of its level. Everybody can read the answer. Press [{reply}] on the marked card, choose “{forQuestion}”, add the order number and press [{preview}]: it is refused. Remove the number, then [{preview}] and [{send}].',
      confirm:
        'This hand-over only reports returned goods and needs no answer. Press [{confirm}] on the marked card.',
      home: 'Press [{home}] above. It lists what is left, the nearest deadline first.',
      'watch-question':
        'Questions from product pages come into the same channel, marked 🛍️. Everybody can read the answer, so the card says so. On the board the hand-overs of its level come first.',
      saved: 'The list came in time, and one deadline is kept. Meanwhile another hand-over has arrived.',
      'shift-end': 'One list says what is left open. The next shift goes on from there.',
      report:
        "Yesterday's arrivals and ends, and the share answered within 24 hours. The chart below the board grows with it.",
    },
  },
};
