import type { koActs } from '../ko/acts.ts';

const DEFECT = 'This is a defect of this notifier. Act in WING, and inform the engineer.';
const WRONG_WING_ID = (wingId: string): string =>
  `Your WING id “${wingId}” is not one of this vendor's. Ask the engineer to correct it.`;

export const enActs: typeof koActs = {
  app: {
    name: 'Coupang inquiries',
    description: 'Brings each Coupang hand-over and product question here once, with its deadline.',
    command: 'Shows your list, or finds an inquiry.',
    commandHint: 'inquiry · order · product',
  },
  act: {
    deed: {
      claimed: (by) => `🙋 Claimed by ${by}`,
      released: (by) => `👋 Released by ${by}`,
      assigned: (by, to) => `👉 ${by} assigned it to ${to}`,
      snoozed: (by, until) => `🔕 ${by} snoozed the warnings until ${until}`,
      replied: (by) => `📤 Reply sent by ${by}`,
      confirmed: (by) => `☑️ Confirmed by ${by}`,
      'confirmed-unseen': (by) =>
        `⚠️ The confirmation by ${by} also ended a newer request of the agent, which has no card. Read it in WING, and do what it asks.`,
      'asked-look-up': (by) => `🔎 ${by} asked for the result`,
      'not-done': (by) => `⚠️ Not sent for ${by}: acting from Slack was switched off. Act in WING.`,
      'perhaps-done': (by) =>
        `⚠️ Acting from Slack was switched off while this was being sent for ${by}. Check in WING whether it arrived.`,
      unknown: (by) => `❔ ${by} did something that this version cannot show`,
    },
    endedUnseen: 'Newer request ended unseen',
    shared: (to) => `👉 Assigned to ${to} by the roster`,
    refusal: {
      'not-answerable':
        'Coupang took no reply: it was answered or withdrawn, or needs only a confirmation. Look at its state in WING.',
      'not-confirmable':
        'Coupang took no confirmation: it needs a reply, or has ended. Look at its state in WING.',
      'content-length': 'A reply has 2 to 1,000 characters. Line breaks and spaces count.',
      'parent-missing': DEFECT,
      'wing-id-520': WRONG_WING_ID,
      'wing-id-521': WRONG_WING_ID,
      closed: 'Coupang has closed this inquiry. If it still needs an answer, give it in WING.',
      'control-character': DEFECT,
      unreadable: DEFECT,
      'other-vendor':
        "It is another vendor's inquiry. Ask the engineer whether the vendor id and the API key belong together.",
      deleted: 'The buyer has deleted this question. It needs no answer.',
      'not-found': 'Coupang knows no such inquiry. Search for its number in WING.',
      unknown: 'Coupang refused for an unknown reason. Act in WING. If it lasts, inform the engineer.',
      'not-allowed': 'You may not act for this vendor. Ask the engineer to add you.',
      'not-member': 'Only one user group of Slack may do this. Ask the engineer to add you to it.',
      'group-unreadable':
        'Slack did not say who is in the user group that may do this, so you may not yet. Press again in a moment. If it stays so, inform the engineer.',
      'no-wing-id': 'You have no WING id here. Ask the engineer to add it.',
      'right-lost':
        'Nothing was sent: after you pressed, your right to act or your WING id was changed. Ask the engineer to check both.',
      blank: 'The reply is empty. Spaces and invisible characters alone cannot be sent.',
      'no-workspace':
        'This program does not know its Slack workspace yet, so nothing can be done from here. Tell an engineer, and use WING until then.',
      'no-ticket': 'This hand-over is not known. Look for it in WING.',
      'reactions-off': 'Acting by emoji is off here. Use the buttons of the card.',
      ended: (outcome) => `It has ended already: ${outcome}.`,
      'answered-already': 'Somebody else has answered it already.',
      'not-public':
        'Nothing was sent: everybody can read this answer, so it may hold no personal data, no long number such as an order number, and no link.',
      'past-due':
        'The deadline is over, so nothing can be sent from here. If it still needs an answer, give it in WING.',
      stale: 'The request has changed. Once the card shows it, read it, then try again.',
      'newer-request':
        'The agent has made a newer request for this inquiry. Read its card below, and act there.',
      busy: (by) => `${by} is on it already. The card will show the result.`,
      claimed: (by) => `${by} has claimed it already. [Assign] takes it over.`,
      'not-claimer': (by) => `${by} has claimed it. [Assign] takes it over.`,
      'not-assignable': (by) =>
        `It cannot be assigned to ${by}. Choose somebody who may act for this vendor.`,
      'not-snoozable':
        'Only the claimer can snooze the warnings, and only before the deadline. If nobody has claimed it, claim it first. If your claim is old, release it and claim it again.',
      'too-many':
        'You have changed claims and snoozes of this hand-over 20 times, so you cannot change them any more. Others still can, and you can still reply or confirm.',
      'form-used':
        'This form was sent already, or another reply was taken after you opened it. See the card for the result. To send again, copy your text and press [Reply] once more.',
      'form-link': 'It must be answered through a form. Use the link on the card.',
      'wrong-kind':
        'This cannot be done with it. See on the card whether it needs a reply or a confirmation.',
      'no-post': 'Coupang does not show the agent’s post for it. Do it in WING.',
      'not-asking': 'Coupang does not ask for it any more. Look at its state in WING.',
      unreachable: (cause) => `Nothing was sent: ${cause}. Send again later, or act in WING.`,
      'not-arrived':
        'Coupang’s answer was lost, and the inquiry does not show it. Check in WING whether it arrived before you send again.',
      'not-shown':
        'Coupang accepted it, but ten minutes later the inquiry does not show it. Check in WING first: if you send it again, it may arrive twice.',
      'still-open': 'Coupang still lists it. Check in WING whether it is done.',
      'looked-up': 'It was checked less than a minute ago. Press again in a minute.',
    },
    busyYourself: 'You have pressed it already. The card will show the result.',
    textBack: 'What was not sent:',
    textUnsure: 'Check in WING first whether it was sent. Your text:',
    theAnswer: 'The answer at Coupang:',
    failed: 'This could not be done now. Press again in a moment, or act in WING.',
    someone: 'Somebody else',

    unclaimed: 'unclaimed',
    button: {
      claim: 'Claim',
      release: 'Release',
      assign: 'Assign',
      confirm: 'Confirm',
      reply: 'Reply',
      lookUp: 'Check the result',
      snooze: 'Snooze',
      order: 'Order',
    },
    snooze: { '30m': '30 minutes', '1h': '1 hour', '2h': '2 hours', last: 'Until the last warnings' },
    snoozed: (until) => `🔕 Warnings snoozed until ${until}`,
    untilLast: 'the last warnings',
    confirmDialog: {
      title: 'Confirm',
      text: 'This confirms the inquiry at Coupang. It cannot be taken back.',
      confirm: 'Confirm',
      deny: 'Cancel',
    },
    progress: {
      reply: { underWay: '📤 Sending the reply', sent: '📤 Reply sent · waiting for Coupang to show it' },
      confirm: { underWay: '☑️ Confirming', sent: '☑️ Confirmed · waiting for Coupang to show it' },
      'look-up': { underWay: '🔎 Checking the result', sent: '🔎 Checking the result' },
    },
    pastDue:
      'The deadline is over, so nothing can be sent from here. If it is still needed, act in WING, then press [Check the result].',

    form: {
      title: 'Reply',
      previewTitle: 'Before you send',
      next: 'Preview',
      send: 'Send',
      cancel: 'Cancel',
      asked: { 'call-center': '*The agent asks*', product: '*The buyer asks*' },
      isPublic: '🌐 The answer is public on the product page. Write no name, contact or order number.',
      template: 'Choose a template',
      text: 'Reply',
      hint: '2 to 1,000 characters. You see it once more before it is sent.',
      signed: 'The team’s signature is added at the end.',
      loading: '📦 Reading the order from Coupang.',
      inPreview: 'The preview fills them in.',
      noValue: 'Coupang does not have this yet. Fill it in yourself.',
      noOrder: 'The inquiry names no order. Fill it in yourself.',
      known: '📦 Order',
      delivered: (date) => `delivered on ${date}`,
      noFact: 'The order has no invoice and no status yet.',
      cancelled: 'The order was cancelled or returned. See [Order] on the card, or WING, for which.',
      unclearBox:
        'No single box is known to hold this product, so nothing was added. Look at [Order] on the card.',
      mayArriveTwice:
        '⚠️ The last reply may have arrived. Check in WING first: if you send again, the reply may arrive twice.',
      preview: '*This goes to Coupang*',
      edited: 'After a change here you see the preview again.',
    },
    guard: {
      warns: '⚠️ Check before you send',
      blocks: 'It cannot be sent like this.',
      found: (words) => ` (“${words}”)`,
      rule: {
        'personal-data': 'It holds personal data, such as a phone, card or account number.',
        link: 'It holds a link.',
        'direct-contact': 'It asks the customer to get in touch directly.',
        'return-costs': 'It asks for return costs.',
        review: 'It asks for a review, or to change one.',
        thin: 'It says next to nothing. Say what was done, and how.',
        placeholder: 'A place was not filled in.',
        'past-date': 'It names a date in the past. Check the date.',
        repeated: 'It has the same text as a recent reply.',
        'order-number':
          'It holds an order number, or a number of 10 digits or more. Separate several numbers, such as sizes, by commas.',
        name: 'It may name a person. Everybody can read it, so check.',
      },
    },
  },
};
