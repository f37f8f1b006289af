import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Subscription, SubscriptionProtocol, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

export type AlarmTopicProps = {
  mails: readonly string[];
  /** An https address that also gets the alarms, once it has confirmed. */
  pagerUrl?: string | undefined;
};

/**
 * The topic for alarms, which reach people outside of Slack (O6). Only CloudWatch may publish to it, and `report` its
 * reminder of blind vendors, so that it carries no text of a buyer. So it has no KMS key, only the disk encryption that SNS
 * always uses: alarms must go out while the team's key is disabled, and CloudWatch may not use `alias/aws/sns`.
 */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { mails, pagerUrl }: AlarmTopicProps) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', {
      displayName: 'Coupang inquiry notifier',
      enforceSSL: true,
    });
    const stack = Stack.of(this);
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          ArnLike: {
            'aws:SourceArn': stack.formatArn({
              service: 'cloudwatch',
              resource: 'alarm',
              resourceName: '*',
              arnFormat: ArnFormat.COLON_RESOURCE_NAME,
            }),
          },
        },
      }),
    );
    for (const mail of mails) this.topic.addSubscription(new EmailSubscription(mail));
    if (pagerUrl !== undefined)
      // `UrlSubscription` would put the address into its id, which each deploy prints. The address alone allows sending
      // to it.
      new Subscription(this, 'Pager', {
        topic: this.topic,
        protocol: SubscriptionProtocol.HTTPS,
        endpoint: pagerUrl,
      });
  }
}
