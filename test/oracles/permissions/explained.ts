/**
 * The permissions that recorded calls may leave unused, as the judge prints them, and why each is needed. What `report` and `track-sla`
 * write depends on the time of day.
 */
export const EXPLAINED: { permissions: RegExp; because: string }[] = [
  {
    permissions: /: logs:(CreateLogStream|PutLogEvents) on /,
    because: 'Lambda writes the log with the role of the function.',
  },
  {
    permissions: /: ec2:\w+ on \*$/,
    because: 'Lambda connects the function to its VPC with the role of the function.',
  },
  {
    permissions: /^Webhooks: sqs:(DeleteMessage|GetQueueAttributes|GetQueueUrl|ReceiveMessage) on /,
    because: 'Lambda reads the queue with the role of the function. `GetQueueUrl` comes with CDK’s grant.',
  },
  {
    permissions: /: secretsmanager:GetSecretValue on .*[^?]$|\/\?\?\/\?{9}$/,
    because:
      'The ARN of a secret that is not stored has no suffix. Without this permission, AWS would answer that access is denied.',
  },
  {
    permissions: /^(TrackSla|Report): (dynamodb:(PutItem|UpdateItem|Query)|events:PutEvents) on /,
    because:
      'Both write notices and publish them. The list at opening, the all-clear and the reports read the closed tickets.',
  },
  {
    permissions: /^(Notify|SlackActions): dynamodb:Query on .*\/index\/(attention|closed)$/,
    because: 'A Home tab shows the queue and the figures of the day. No test of the deploy suite opens one.',
  },
  {
    permissions: /^Notify: events:PutEvents on /,
    because: 'Notify wakes itself if its time is over before everything is shown.',
  },
  {
    permissions: /^Notify: dynamodb:PutItem on /,
    because: 'A burst above `digestAbove` is shown as a list, whose notice is new.',
  },
  {
    permissions: /^Act: dynamodb:Query on dynamodb:table\/…$/,
    because:
      'A confirmation may also end a newer request. `act` then looks for the ticket of the newer request (R28).',
  },
  {
    permissions: /^Act: secretsmanager:GetSecretValue on .*\/slack-\?+$/,
    because: 'Order facts are shown in Slack by `act`. No test of the deploy suite asks for them.',
  },
  {
    permissions: /^Report: sns:Publish on /,
    because: 'Mails a reminder of a vendor that stays unreadable.',
  },
];
