/** The text of each alarm's mail: what the team loses while the alarm rings, in a sentence or two. */
export const enAlarmMails = {
  whatToDo: (place: string) => `What to do: ${place}`,

  notReading:
    'New hand-overs of at least one vendor do not appear in Slack, and its answers and closings are not seen.',
  vendorTurnedBlind:
    'New hand-overs of at least one more vendor do not appear in Slack, and its answers and closings are not seen.',
  pollDoesNotRun: 'No vendor is read: no new hand-over appears in Slack.',
  egressLost:
    'No vendor can be read, since no answer comes back into the VPC: no new hand-over appears in Slack.',

  functions: {
    poll: 'Hand-overs of at least one vendor may not be read.',
    notify: 'Cards and warnings may not reach Slack, or come late.',
    'track-sla':
      'Warnings before deadlines may not be sent, and Slack does not show when Coupang cannot be read.',
    report: 'Hand-overs at the end of a shift and reports may be missing.',
    'slack-actions': 'Buttons, commands and the home page in Slack may do nothing.',
    act: 'Confirmations and replies from Slack may not reach Coupang, or come late.',
    webhooks: 'Other tools may not get the events of tickets and vendors.',
  },
  reportDoesNotRun:
    'Hand-overs at the end of a shift and reports may be missing. Texts are kept longer than they may be.',

  slackIsBehind: 'Cards, changes of cards or warnings reach Slack late or not at all.',
  slackRefuses: 'Cards and warnings do not reach their channel; they go to the fallback channel, or wait.',
  slackRefusesToken: 'No card, no warning and no notice reaches Slack, in any channel.',
  slackDoesNotAnswer: 'Cards and warnings come late, or their changes.',
  messagesRefused:
    'At least one card, change of a card, warning or notice is not in Slack, which refuses every form of it.',
  messagesFail: 'Cards, changes of cards or warnings do not reach Slack.',
  notInSlack: (minutes: number) =>
    `A card, a change of a card or a warning is not in Slack ${minutes} minutes after it should be.`,
  warningsLate: (minutes: number) =>
    `A warning of a deadline, or the message that it was missed, is not in Slack ${minutes} minutes after it should be.`,
  laneHeld: 'Cards and changes of cards of at least one vendor come late.',

  deadlinesMissed:
    'Coupang has closed a hand-over that nobody answered in 24 hours, which costs the seller score.',
  listingsFail: 'At least one hand-over that Coupang lists does not appear in Slack, or its end is not seen.',
  ticketsFail:
    'Nobody is warned of the deadline of at least one hand-over, or what Slack lacks is not sent again.',
  keyAboutToExpire: (days: number) =>
    `A Coupang key ends within ${days} days. Once it has, its vendor cannot be read, and other programs with the same key stop, too.`,

  requestsRefused:
    'Somebody floods the address that Slack calls, or the signing secret is wrong: then no button in Slack works.',
  actsNotStarted:
    'Confirmations and replies from Slack do not reach Coupang, and nobody in Slack is notified.',
  webhookDoesNotDeliver: (minutes: number) =>
    `A tool that gets the events by a webhook has not taken at least one for ${minutes} minutes. After 40 tries it is tried no more.`,
};

export type AlarmMails = typeof enAlarmMails;
