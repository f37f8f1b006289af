export const enAlarms = {
  usage: `Usage: npm run alarms -- confirm [--region <region>]

Confirms that a mail address gets the alarms, so that no link in a mail can end it. It asks for the
link in the mail "AWS Notification - Subscription Confirmation". Copy the link and do not open it.

--region     the region of the deployment (that of the configuration)
--language   ko or en: the language of this command (that of the terminal)

More: docs/setup.md`,
  question: 'Link of the mail, copied and not opened',
  badLink: 'must be the link of the mail "AWS Notification - Subscription Confirmation", or its token',
  awsRefused: (region: string, reason: string) => `AWS in ${region} refused: ${reason}`,
  noTopic: (region: string, deploy: string) => `The stack in ${region} has no topic: ${deploy}`,
  otherTopic: (linked: string, ours: string) =>
    `The link is of another topic (${linked}). The alarms are in ${ours}: take the newest mail.`,
  notConfirmed: (reason: string, subscribe: string) =>
    `SNS did not confirm it: ${reason} An old token is refused. To get a new mail: ${subscribe}`,
  confirmed: 'Confirmed. Only this AWS account can end it. Next: npm run doctor',
};
