/** While the subscription is not confirmed, SNS sends the request for it once more. */
export const subscribeCommand = (topicArn: string, protocol: 'email' | 'https', endpoint: string): string =>
  `aws sns subscribe --region ${topicArn.split(':')[3]} --topic-arn ${topicArn} --protocol ${protocol} --notification-endpoint "${endpoint}"`;
